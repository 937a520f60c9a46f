import { expect, test } from 'vitest';
import { mostStations } from '../../../../collector/catalogue/table-bounds.ts';
import { HistoryBounds } from '../../../../collector/store/redis/history-bounds.ts';
import { historyRetention, type StoredReading } from '../../../../collector/store/store.ts';

const start = Date.parse('2026-11-26T21:00:00+09:00');
const hour = 3_600_000;

/** Bounds by a clock that is moved. */
function boundsAt() {
  const clock = { now: () => time };
  let time = start;
  const bounds = new HistoryBounds(clock);
  return {
    bounds,
    setTime: (now: number) => {
      time = now;
    },
    keeps: (station: number | string, observedAt = time) =>
      bounds.within([{ station: String(station), observedAt } as StoredReading]).length === 1,
  };
}

test('readings of the hours that the history has are kept, and of an hour ahead', () => {
  const { keeps } = boundsAt();

  expect(keeps(1, start - historyRetention)).toBe(true);
  expect(keeps(1, start - historyRetention - 1)).toBe(false);
  expect(keeps(1, start + hour)).toBe(true);
  expect(keeps(1, start + hour + 1)).toBe(false);
});

test('as many stations are kept as an answer may list, those that are known among them for ever', () => {
  const { keeps } = boundsAt();
  for (let station = 0; station < mostStations; station += 1) expect(keeps(station)).toBe(true);

  expect(keeps(mostStations)).toBe(false);
  expect([0, mostStations - 1].map((station) => keeps(station))).toEqual([true, true]);
});

test('a station that the history has forgotten makes room, and one that was heard since does not', () => {
  const { keeps, setTime } = boundsAt();
  for (let station = 0; station < mostStations; station += 1) keeps(station);
  setTime(start + historyRetention);
  keeps(0);
  expect(keeps('new')).toBe(false);
  setTime(start + historyRetention + 1);

  expect(keeps('new')).toBe(true);
  expect(keeps(0)).toBe(true);
});

test('what is of a later time than now is of now', () => {
  const { bounds } = boundsAt();

  expect(bounds.latest(start - 1)).toBe(start - 1);
  expect(bounds.latest(start + 1)).toBe(start);
});
