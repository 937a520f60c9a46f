import { stationCatalogue } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import { strangePartOf } from '../../../../collector/quality/batch/strange-part.ts';
import { noMemory } from '../../../../collector/quality/batch/weigh-batch.ts';
import { judge } from '../../../../collector/quality/judge.ts';
import { noPrevious } from '../../../../collector/quality/previous.ts';
import { Follower, readingsOf } from './follow.ts';
import { honestSpell, type Spell } from './honest-weather.ts';

const hour = 3_600_000;
const catalogue = new Catalogue();
/** Still weather of winter, of the surface stations. */
const still = honestSpell(90);
const stations = stationCatalogue.filter(({ network }) => network === 'asos');

type Place = (typeof stations)[number];
/** What is added at a station so many hours after the beginning, K; or what is said there instead. */
type Course = (station: Place, hours: number, index: number, honest: number) => number;

const southEast: readonly (string | null)[] = ['KR-26', 'KR-27', 'KR-31', 'KR-47', 'KR-48'];
const isSouthEast = ({ region }: Place) => southEast.includes(region);
/** How much of a change is done at a time, 0 to 1. */
const done = (hours: number, lasts: number) => Math.min(1, Math.max(0, hours / lasts));

function fieldAt(spell: Spell, hours: number, course: Course) {
  const at = spell.begins + hours * hour;
  const values = spell.temperaturesAt(at).map((value, index): [string, number] => {
    const station = stations[index] as Place;
    const changed = value + course(station, hours, index, value);
    return [station.id, Math.round(changed * 10) / 10];
  });
  return { observedAt: at, values: new Map(values) };
}

/** The parts that are strange in the first hours of a course. */
function partsOf(course: Course) {
  return [1, 2, 3, 4, 5].flatMap((hours) => {
    const before = fieldAt(still, hours - 1, course);
    return strangePartOf(before, fieldAt(still, hours, course), catalogue) ?? [];
  });
}

describe('a part of the country passes as weather', () => {
  const isEastCoast = ({ lat, lon }: Place) =>
    lat !== null && lon !== null && lat > 36 && lon > 128.4 + (38.2 - lat) * 0.42;
  const isNear = ({ lat, lon }: Place) => Math.hypot((lat ?? 0) - 35.9, (lon ?? 0) - 127.5) < 0.6;
  const weather: readonly (readonly [string, Course])[] = [
    [
      '10 K of Föhn at the eastern coast in an hour',
      (at, hours) => (isEastCoast(at) ? 10 * done(hours - 2, 1) : 0),
    ],
    [
      'its end in half an hour',
      (at, hours) => (isEastCoast(at) ? -10 * done(hours - 2.5, 0.5) : 0),
    ],
    [
      '10 K of outflow around one place',
      (at, hours) => (isNear(at) ? -10 * done(hours - 2, 0.4) : 0),
    ],
    [
      '10 K of showers here and there',
      (_at, hours, index) => (index % 10 === 3 ? -10 * done(hours - 2, 0.4) : 0),
    ],
    [
      '4 K of sea breeze at a third of the stations',
      (_at, hours, index) => (index % 3 === 0 ? -4 * done(hours - 2, 1) : 0),
    ],
    [
      '10 K of a front that takes six hours to cross the country',
      ({ lat, lon }, hours) =>
        -10 * done(hours - ((38.6 - (lat ?? 36)) * 80 + ((lon ?? 127) - 125.5) * 60) / 70, 1),
    ],
  ];

  test.each(weather)('%s', (_, course) => {
    expect(partsOf(course)).toEqual([]);
  });
});

const honest: Course = () => 0;
const lies: readonly (readonly [string, Course, number])[] = [
  ['8 K that are added in the south-east', (at) => (isSouthEast(at) ? 8 : 0), 32],
  ['8 K that are taken there', (at) => (isSouthEast(at) ? -8 : 0), 32],
  [
    'zeros at one station in eleven',
    (_at, _hours, index, honest) => (index % 11 === 3 ? -honest : 0),
    9,
  ],
  [
    '-4.0 at one station in eleven',
    (_at, _hours, index, honest) => (index % 11 === 3 ? -4 - honest : 0),
    9,
  ],
];

describe.each(lies)('%s', (_, lie, many) => {
  test('mark those stations for as long as it lasts, and no others', () => {
    const follower = new Follower();
    const heard = Array.from({ length: 12 }, (_unused, hours) => {
      const isLie = hours >= 4 && hours < 10;
      const field = fieldAt(still, hours, isLie ? lie : honest);
      const readings = readingsOf(stations, [...field.values.values()], field.observedAt);
      const error = follower.hear(readings, field.observedAt + 600_000);
      return error?.code ?? Object.keys(follower.suspicion?.part ?? {}).length;
    });

    expect(heard).toEqual([0, 0, 0, 0, many, many, many, many, many, many, 0, 0]);
  });
});

test('of a part that is strange only its own temperatures are marked', () => {
  const [, lie] = lies[0] ?? ['', honest, 0];
  const field = fieldAt(still, 4, lie);
  const readings = readingsOf(stations, [...field.values.values()], field.observedAt);
  const batch = { readings, dropped: {}, unknownWords: {}, unknownKeys: {} };
  const memory = { ...noMemory, believed: fieldAt(still, 3, honest) };
  const now = field.observedAt + 600_000;
  const judged = judge('kma-map', batch, noPrevious, catalogue, now, memory);
  const marked = judged.readings.filter(({ elements: { temperature } }) => {
    return temperature && 'failed' in temperature && temperature.failed.includes('batch');
  });

  expect(marked.map(({ station }) => station)).toEqual(
    stations.filter(isSouthEast).map(({ id }) => id),
  );
  expect(judged.suspicion?.kind).toBe('part');
});
