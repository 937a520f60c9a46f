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

/** `history/KR-44.json`, checked. */
export interface HistoryContent extends Envelope {
  /** Beginnings of its hours, oldest first; milliseconds since the epoch. */
  readonly hours: readonly number[];
  /** By station, °C an hour; `null` where there is none. */
  readonly temperature: ReadonlyMap<string, readonly (number | null)[]>;
  /** By station, the places in `hours` of temperatures that the checks doubt, as the file has them. */
  readonly suspect: Fields;
}

export const mostHours = 48;

/** What a parsed `history/KR-44.json` says. Throws a TypeError for what is none. */
export function readHistoryFile(file: unknown): HistoryContent {
  const own = fieldsOf(file);
  const hours = listOf(own['hours'], mostHours).map(timeOf);
  if (hours.length < 2 || hours.some(Number.isNaN)) throw new TypeError('not a history: hours');
  const series = Object.entries(fieldsOf(own['temperature'])).slice(0, mostStations);
  return {
    ...envelopeOf(file),
    hours,
    suspect: fieldsOf(fieldsOf(own['suspect'])['temperature']),
    temperature: new Map(
      series
        .filter(([id]) => numberOf(id))
        .map(([id, values]) => [
          id,
          listOf(values, hours.length).map((value) => within(value, -95, 65)),
        ]),
    ),
  };
}
