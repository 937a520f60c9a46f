import type { NumericElement } from '@nalssi/schemas/facts';
import { timeOf } from '../../feed/feed-time.ts';
import {
  type Envelope,
  envelopeOf,
  type Fields,
  fieldsOf,
  listOf,
  mostStations,
  numberOf,
  within,
} from './envelope.ts';

/** What a board shows of a station besides its condition; `change`: K against a day before. */
export type BoardElement =
  | Extract<
      NumericElement,
      'temperature' | 'feelsLike' | 'humidity' | 'windSpeed' | 'windDirection' | 'rain' | 'rainDay'
    >
  | 'change';

/** A value with its own clock; times in milliseconds since the epoch. */
export interface Reading<Value = number> {
  readonly value: Value;
  readonly observedAt: number;
  readonly expiresAt: number;
  /** Whether it is older than what its source has said since. */
  readonly isCarried: boolean;
  /** Whether the checks doubt it. */
  readonly isSuspect: boolean;
}

/** Where the day of a station stands in its file; `overview/day.ts` checks what it says. */
export interface StationToday {
  readonly file: Fields;
  readonly index: number;
}

/** One station now, checked. Columns that it does not have are not there. */
export interface StationNow {
  readonly id: string;
  /** A code; those of a later version have no word. */
  readonly condition: Reading<string> | null;
  readonly readings: Readonly<Partial<Record<BoardElement, Reading | null>>>;
  readonly today: StationToday;
}

/** `boards/KR-44.json`, checked. */
export interface BoardContent extends Envelope {
  readonly stations: ReadonlyMap<string, StationNow>;
  /** The day in Korea that `today` of its stations is: `2026-11-27`. */
  readonly date: string;
}

// Ten of each station, which is each of its elements. What is more is left out.
const mostExceptions = 10 * mostStations;

/** The bounds of what a column can say: wider than any weather, narrower than sentinels. */
const columns: readonly (readonly [BoardElement, low: number, high: number])[] = [
  ['temperature', -95, 65],
  ['feelsLike', -120, 90],
  ['humidity', 0, 100],
  ['windSpeed', 0, 150],
  ['windDirection', 0, 360],
  ['rain', 0, 500],
  ['rainDay', 0, 2000],
  ['change', -60, 60],
];

type Times = Omit<Reading, 'value'>;

/** What a parsed `boards/KR-44.json` says. Throws a TypeError for what is none. */
export function readBoardFile(file: unknown): BoardContent {
  const own = fieldsOf(file);
  const ids = listOf(own['stations'], mostStations).map(numberOf);
  if (ids.length === 0) throw new TypeError('not a board: stations');
  const column = (name: string, of: Fields = own) => listOf(of[name], mostStations);
  const exceptions = exceptionsOf(own['exceptions']);
  const [states, observed, expires] = ['state', 'observedAt', 'expiresAt'].map((name) =>
    column(name),
  ) as [readonly unknown[], readonly unknown[], readonly unknown[]];
  const conditions = column('condition');
  const doubts = exceptions.get('condition');
  const values = columns.map(([element, low, high]) => {
    const isChange = element === 'change';
    return {
      element,
      // A change is that of the temperature.
      exceptions: exceptions.get(isChange ? 'temperature' : element),
      list: column(isChange ? 'temperatureChange' : element).map((value) =>
        within(value, low, high),
      ),
    };
  });
  const today = fieldsOf(own['today']);
  const stations = ids.map((id, index): [string, StationNow] => {
    const usual: Times = {
      observedAt: timeOf(observed[index]),
      expiresAt: timeOf(expires[index]),
      isCarried: states[index] !== 'fresh',
      isSuspect: false,
    };
    // With a field for each element, so that they all have one shape: browsers read those faster.
    const readings: Partial<Record<BoardElement, Reading | null>> = {};
    for (const { element, exceptions: others, list } of values) {
      const value = list[index];
      const times = others?.get(id) ?? usual;
      // A value that never expires is one nobody can trust.
      const isGood = value != null && times.observedAt < times.expiresAt;
      readings[element] = isGood ? { value, ...times } : null;
    }
    const condition = conditions[index];
    const seen = doubts?.get(id) ?? usual;
    const isGood = typeof condition === 'string' && seen.observedAt < seen.expiresAt;
    return [
      id,
      {
        id,
        condition: isGood ? { value: condition, ...seen } : null,
        readings,
        today: { file: today, index },
      },
    ];
  });
  return {
    ...envelopeOf(file),
    stations: new Map(stations.filter(([id]) => id !== '')),
    date: String(today['date']),
  };
}

/** By element and station, what the times of its value are. */
function exceptionsOf(list: unknown): ReadonlyMap<string, ReadonlyMap<string, Times>> {
  const found = new Map<string, Map<string, Times>>();
  // Of all entries together: a few bytes name every station for every element.
  let left = mostExceptions;
  for (const entry of listOf(list, mostExceptions)) {
    const own = fieldsOf(entry);
    const times: Times = {
      observedAt: timeOf(own['observedAt']),
      expiresAt: timeOf(own['expiresAt']),
      isCarried: own['state'] !== 'fresh' || own['quality'] === 'fail',
      isSuspect: own['quality'] === 'suspect',
    };
    for (const element of listOf(own['elements'], 20)) {
      const stations = found.get(String(element)) ?? new Map<string, Times>();
      const some = listOf(own['stations'], left);
      left -= some.length;
      for (const station of some) stations.set(String(station), times);
      found.set(String(element), stations);
    }
  }
  return found;
}
