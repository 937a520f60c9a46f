import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import { fieldOf, temperaturesOf } from '../../../../collector/quality/batch/temperature-field.ts';
import {
  type Memory,
  noMemory,
  weighBatch,
} from '../../../../collector/quality/batch/weigh-batch.ts';
import { noPrevious } from '../../../../collector/quality/previous.ts';
import type { Reading } from '../../../../collector/sources/reading.ts';
import { november2024 } from '../../../upstream/recording.ts';
import { Follower, readingsOf } from './follow.ts';

const catalogue = new Catalogue();
const stations = november2024.observations.map(({ station }) => ({ id: station }));
const recorded = november2024.observations.map(({ temperature }) => temperature);
const seven = Date.parse(november2024.observedAt);
const hour = 3_600_000;

/** The recorded morning some hours later: a little different at each station. */
function morning(hours: number, warmer = 0): Reading[] {
  const temperatures = recorded.map(
    (value, index) => value + Math.round(3 * Math.sin(hours + index)) / 10 + warmer,
  );
  return readingsOf(stations, temperatures, seven + hours * hour);
}

const tell = (follower: Follower, hours: number, warmer = 0) =>
  follower.hear(morning(hours, warmer), seven + hours * hour + 600_000)?.code ?? 'believed';

/** Why an answer is refused, if it is. */
function weigh(readings: readonly Reading[], memory: Partial<Memory> = {}): string | undefined {
  const all = { ...noMemory, ...memory };
  const weighed = weighBatch(readings, noPrevious, all, catalogue, seven + 2 * hour);
  return weighed.verdict === 'refused' ? weighed.detail : undefined;
}

const field = (readings: readonly Reading[]) => {
  const made = fieldOf(temperaturesOf(readings));
  if (made === null) throw new Error('no temperatures');
  return made;
};

test('the recorded morning is believed, without a memory and with one', () => {
  expect(weigh(morning(0))).toBeUndefined();
  expect(weigh(morning(1), { believed: field(morning(0)) })).toBeUndefined();
});

describe('what is refused', () => {
  test('stays refused for a day, however much time has passed', () => {
    const follower = new Follower();
    tell(follower, 0);
    const heard = Array.from({ length: 24 }, (_, index) => tell(follower, index + 1, 10));

    expect(new Set(heard)).toEqual(new Set(['implausible-batch']));
  });

  test('stays refused when the process starts again: the doubt is all that is remembered', () => {
    const follower = new Follower();
    tell(follower, 0);
    tell(follower, 1, 10);
    const restarted = new Follower();
    restarted.holdings = follower.holdings;
    restarted.doubt = JSON.parse(JSON.stringify(follower.doubt));

    expect([2, 3, 4].map((at) => tell(restarted, at, 10))).toEqual(
      Array(3).fill('implausible-batch'),
    );
  });

  test('is believed at once when it agrees again', () => {
    const follower = new Follower();
    tell(follower, 0);
    for (const at of [1, 2, 3, 4]) tell(follower, at, 10);

    expect(tell(follower, 5)).toBe('believed');
  });

  test('is believed when another source says the same of the same hour', () => {
    const doubt = { position: 10, truth: 0, isOfPattern: false };
    const believed = field(morning(0));
    const witness = { source: 'kma-aws', field: field(morning(1, 9.5)) } as const;

    expect(weigh(morning(1, 10), { believed, doubt })).toContain('still median +');
    expect(weigh(morning(1, 10), { believed, doubt, witnesses: [witness] })).toBeUndefined();
  });
});

test('a jump that another source did not see is refused, though it is small', () => {
  const believed = field(morning(0));
  const witness = { source: 'kma-aws', field: field(morning(1)) } as const;

  expect(weigh(morning(1, 4), { believed })).toBeUndefined();
  expect(weigh(morning(1, 4), { believed, witnesses: [witness] })).toContain(
    'from that of kma-aws',
  );
});

test.each([
  ['zeros', () => 0],
  ['Fahrenheit', (value: number) => value * 1.8 + 50],
  ['ten times', (value: number) => value * 10],
  ['a hundredth', (value: number) => value / 100],
])('%s are refused as the first answer', (_what, of) => {
  expect(weigh(readingsOf(stations, recorded.map(of), seven))).toBeDefined();
});

test('a north that is warmer than the south in January is refused as the first answer', () => {
  const january = Date.parse('2026-01-15T07:00:00+09:00');
  const temperatures = stations.map(({ id }, index) => {
    const { lat, elevation } = catalogue.find(id) ?? {};
    const honest = -2 - ((lat ?? 36) - 36) * 2 - (elevation ?? 0) * 0.0065;
    return Math.abs(honest) + (index % 5) / 10;
  });

  expect(weigh(readingsOf(stations, temperatures, january))).toContain('north is warmer');
});

test('a dew point in the place of the temperature contradicts the humidity of its row', () => {
  const rows = readingsOf(stations, recorded, seven).map((reading, index) => {
    const dewPoint = (recorded[index] ?? 0) - 10;
    return {
      ...reading,
      elements: {
        temperature: { value: dewPoint },
        dewPoint: { value: dewPoint },
        humidity: { value: 47 },
      },
    };
  });

  expect(weigh(rows)).toContain('contradict each other in 97 of 97 rows');
});

test.each([
  ['a mark for missing values', -9],
  ['zero', 0],
])('%s at three stations in ten is no weather', (_, mark) => {
  const rows = morning(1).map((reading, index) =>
    index % 10 < 3 ? { ...reading, elements: { temperature: { value: mark } } } : reading,
  );
  const of = new RegExp(`temperatures are ${mark.toFixed(1)} ℃`);

  expect(weigh(rows)).toMatch(of);
  expect(weigh(rows, { believed: field(morning(0)) })).toMatch(of);
});

test('whole degrees are weather: what is common is common alike', () => {
  const whole = morning(0).map((reading, index) => ({
    ...reading,
    elements: { temperature: { value: Math.round((recorded[index] ?? 0) / 2) } },
  }));

  expect(weigh(whole)).toBeUndefined();
});

test('rows of an hour ago under a new stamp are no data at first, and stale values later', () => {
  const follower = new Follower();
  follower.hear(morning(0), seven + 600_000);
  const again = morning(0).map((reading) => ({ ...reading, observedAt: seven + hour }));

  expect(follower.hear(again, seven + hour + 600_000)?.code).toBe('no-data');
  expect(follower.hear(again, seven + hour + 1_800_000)?.code).toBe('stale-values');
});

test('rows of two hours ago under a new stamp are stale values too, from the moment they come', () => {
  const follower = new Follower();
  for (const hours of [0, 1]) tell(follower, hours);
  const again = morning(0).map((reading) => ({ ...reading, observedAt: seven + 2 * hour }));

  const refused = follower.hear(again, seven + 2 * hour + 600_000);
  expect(refused?.code).toBe('stale-values');
  expect(refused?.detail).toBe('97 of 97 temperatures are those of 2024-11-24T07:00:00+09:00');
  expect(tell(follower, 3)).toBe('believed');
});

test('a minute table that stands still for most of an hour is no list that is not in yet', () => {
  const follower = new Follower();
  const heard = Array.from({ length: 13 }, (_, run) => {
    const observedAt = seven + run * 300_000;
    const again = morning(0).map((reading) => ({ ...reading, observedAt }));
    return follower.hear(again, observedAt + 180_000)?.code ?? 'believed';
  });

  expect(heard.slice(0, 10)).toEqual(Array(10).fill('believed'));
  expect(heard.slice(10)).toEqual(Array(3).fill('stale-values'));
});

test('a list whose hour was left out is not early when it has the values of the one before', () => {
  const follower = new Follower();
  tell(follower, 0);
  const again = morning(0).map((reading) => ({ ...reading, observedAt: seven + 2 * hour }));

  expect(follower.hear(again, seven + 2 * hour + 600_000)?.code).toBe('stale-values');
});

test('fewer than twenty temperatures are not weighed, and end no doubt', () => {
  const few = morning(1, 10).slice(0, 19);

  expect(weigh(few)).toBeUndefined();
  expect(weigh(few, { doubt: { position: 10, truth: 0, isOfPattern: false } })).toContain(
    'too few',
  );
});

test('an answer three days after the last is judged by the season alone', () => {
  const follower = new Follower();
  tell(follower, 0);

  expect(tell(follower, 72, -8)).toBe('believed');
});
