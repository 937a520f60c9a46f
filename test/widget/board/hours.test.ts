import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HourPlayer } from '../../../widget/board/extras/hour-player.ts';
import { pastRows } from '../../../widget/board/extras/past.ts';
import { readBoardFile } from '../../../widget/board/feed/board-file.ts';
import { readHistoryFile } from '../../../widget/board/feed/history-file.ts';
import { livingOf, stationRows } from '../../../widget/board/model/rows.ts';
import { boardFileOf, historyFileOf, madeAt } from './board-files.ts';

// The last 24 hours on the map, by hand or one after the other.

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const now = Date.parse(madeAt);
const rows = stationRows(
  [{ id: 'KR-50', board: readBoardFile(boardFileOf('KR-50')), stations: null }],
  'ko',
);

test('rows of an hour have its temperature, with its time, and nothing else', () => {
  const file = historyFileOf('KR-50');
  const [row] = pastRows(rows, [readHistoryFile(file)], 3);
  if (row === undefined) throw new Error('no row');

  expect(livingOf(row, 'temperature', now)).toMatchObject({
    value: file.temperature[row.station]?.[3],
    observedAt: Date.parse(file.hours[3] ?? ''),
    isSuspect: false,
  });
  expect(livingOf(row, 'humidity', now)).toBeNull();
});

test('an hour that the checks doubt is doubtful on the map', () => {
  const [first] = rows;
  const station = first?.station ?? '';
  const history = readHistoryFile({
    ...historyFileOf('KR-50'),
    suspect: { temperature: { [station]: [3] } },
  });
  const doubted = (hour: number) =>
    pastRows(rows, [history], hour)[0]?.now?.readings.temperature?.isSuspect;

  expect(doubted(3)).toBe(true);
  expect(doubted(4)).toBe(false);
});

test('a station has nothing at an hour of which there is no temperature', () => {
  const file = historyFileOf('KR-50');
  const temperature = Object.fromEntries(
    Object.entries(file.temperature).map(([id, values]) => [id, values.with(3, null)]),
  );
  const past = pastRows(rows, [readHistoryFile({ ...file, temperature })], 3);

  expect(past.every((row) => livingOf(row, 'temperature', now) === null)).toBe(true);
});

function playing(hour: number | null, count = 4) {
  const shown: (number | null)[] = [];
  const hours = Array.from({ length: count }, (_, index) => index);
  const player = new HourPlayer({
    showHour: (next) => {
      shown.push(next);
      player.follow({ hours, hour: next });
    },
    requestUpdate: () => {},
  });
  player.follow({ hours, hour });
  return { player, shown };
}

test('the hours are played from the first up to now, and then it ends', () => {
  const { player, shown } = playing(null);
  player.toggle();
  vi.advanceTimersByTime(10_000);

  expect(shown).toEqual([0, 1, 2, null]);
  expect(player.isPlaying).toBe(false);
});

test('the hours are played from where the slider is, and stop where the reader stops them', () => {
  const { player, shown } = playing(1, 9);
  player.toggle();
  vi.advanceTimersByTime(1_000);
  player.toggle();
  vi.advanceTimersByTime(5_000);

  expect(shown).toEqual([2, 3]);
});
