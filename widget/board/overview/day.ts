import type { StationToday } from '../feed/board-file.ts';
import { fieldsOf, listOf, mostStations, nameOf, within } from '../feed/envelope.ts';
import type { Row } from '../model/rows.ts';

/** The greatest or the least of a day so far, with its first minute in Korea: `14:32`. */
export interface DayValue {
  readonly value: number;
  readonly at: string;
  readonly isSuspect: boolean;
}

/** A day of one station. */
export interface StationDay {
  readonly high: DayValue | null;
  readonly low: DayValue | null;
  readonly wind: DayValue | null;
}

/** Of each station: of 677 of them a view asks for three days each. */
const days = new WeakMap<StationToday, StationDay>();

const nothing: StationToday = { file: {}, index: -1 };

/** What the file of a row's station says of its day, checked. */
export function dayOf({ now }: Pick<Row, 'now'>): StationDay {
  const { id = '', today = nothing } = now ?? {};
  const { file, index } = today;
  const partOf = (name: string, low: number, high: number): DayValue | null => {
    // Not by `listOf`, which copies the list: of what is none there is nothing at a place.
    const at = (name: string): unknown => Object(file[name])[index];
    const value = within(at(name), low, high);
    if (value === null) return null;
    const isSuspect = listOf(fieldsOf(file['suspect'])[name], mostStations).includes(id);
    return { value, at: nameOf(at(`${name}At`)).slice(0, 5), isSuspect };
  };
  const day = days.get(today) ?? {
    high: partOf('temperatureHigh', -95, 65),
    low: partOf('temperatureLow', -95, 65),
    wind: partOf('windSpeedHigh', 0, 150),
  };
  days.set(today, day);
  return day;
}
