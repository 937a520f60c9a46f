import { expect, test } from 'vitest';
import { sayRow, summaryOf } from '../../../widget/board/answers/say-row.ts';
import { ko as words } from '../../../widget/board/answers/words-ko.ts';
import { readBoardFile } from '../../../widget/board/feed/board-file.ts';
import { readStationsFile } from '../../../widget/board/feed/stations-file.ts';
import { metricsOf } from '../../../widget/board/model/metrics.ts';
import { placeRows } from '../../../widget/board/model/rows.ts';
import { ko } from '../../../widget/board/words-ko.ts';
import { boardFileOf, boardStationsFileOf, madeAt } from './board-files.ts';

// What a board says of its rows to those who do not see them.

const now = Date.parse(madeAt);
const speech = {
  metric: 'temperature',
  metrics: metricsOf(''),
  words,
  common: ko.common,
} as const;

function rowsWith(changes: Parameters<typeof boardFileOf>[1] = {}) {
  const board = readBoardFile(boardFileOf('KR-44', changes));
  const stations = readStationsFile(boardStationsFileOf('KR-44'));
  return placeRows([{ id: 'KR-44', board, stations }], 'ko') ?? [];
}

function firstOf(changes?: Parameters<typeof boardFileOf>[1]) {
  const [row] = rowsWith(changes);
  if (row === undefined) throw new Error('no row');
  return row;
}

const all = <Value>(value: Value) => boardFileOf('KR-44').stations.map(() => value);

test('a row begins with what is seen, and tells change, station and time', () => {
  const said = sayRow(
    firstOf({ temperature: all(-3.2), temperatureChange: all(-1.6) }),
    now,
    speech,
  );

  expect(said).toBe('천안시 −3.2℃, 어제보다 1.6도 낮음, 천안 관측소 15km, 14:07 관측');
});

test('a condition is said where there is a word for it', () => {
  expect(sayRow(firstOf({ condition: all('rain') }), now, speech)).toContain('비');
  expect(sayRow(firstOf({ condition: all('frogs' as never) }), now, speech)).not.toContain('frogs');
});

test('a row without a value is missing, and nothing else is said of it', () => {
  expect(sayRow(firstOf({ temperature: all(null) }), now, speech)).toBe('천안시 결측');
});

test('a change of nothing is none', () => {
  expect(sayRow(firstOf({ temperatureChange: all(0) }), now, speech)).toContain('어제와 같음');
});

test('temperatures are said in ℉ where the page wants that', () => {
  const row = firstOf({ temperature: all(10), temperatureChange: all(5) });
  const said = sayRow(row, now, { ...speech, metrics: metricsOf('f') });

  expect(said).toMatch(/^천안시 50\.0℉, 어제보다 9\.0도 높음/);
});

test('the board is said in a sentence with its highest and its lowest', () => {
  const rows = rowsWith();
  expect(summaryOf(rows, now, '14:07', speech)).toMatch(
    /^15곳 가운데 15곳\. 가장 높은 곳 \S+ −?[\d.]+℃, 가장 낮은 곳 \S+ −?[\d.]+℃\. 14:07 관측\.$/,
  );
  expect(summaryOf([], now, '', speech)).toBe('0곳 가운데 관측값이 있는 곳이 없습니다.');
});
