import { expect, test } from 'vitest';
import { isNight, sunHeight } from '../../../widget/more/sun-position.ts';
import { mayBeNight } from '../../../widget/ticker/may-be-night.ts';

const minutes = 60_000;
const regions = ['KR-11', 'KR-28', 'KR-42', 'KR-46', 'KR-47', 'KR-49'];
const begin = Date.parse('2026-01-01T00:00:00+09:00');
/** Every ten minutes of a year. */
const times = Array.from({ length: 365 * 144 }, (_, index) => begin + index * 10 * minutes);

test('no day that the first script knows is a night, but for a quarter of an hour', () => {
  const wrong = times.filter(
    (time) =>
      !mayBeNight(time) &&
      regions.some((region) => isNight(region, time) && isNight(region, time + 15 * minutes)) &&
      regions.some((region) => isNight(region, time) && isNight(region, time - 15 * minutes)),
  );

  expect(wrong.map((time) => new Date(time + 540 * minutes).toISOString().slice(0, 16))).toEqual(
    [],
  );
});

test('no night is one while the sun is high', () => {
  const wrong = times.filter((time) => mayBeNight(time) && sunHeight(time, 36.4, 127.8) > 5);

  expect(wrong).toEqual([]);
});
