import type { StationNow } from '../feed/board-file.ts';
import { type Fields, fieldsOf, listOf, mostStations, nameOf, within } from '../feed/envelope.ts';
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

type Column = readonly unknown[];
type ReadDay = (index: number, id: string) => StationDay;

/** Of each file, and of each station: all that is asked of 740 of them would be found out nine times a view. */
const readers = new WeakMap<Fields, ReadDay>();
const days = new WeakMap<StationNow, StationDay>();

const unknown: StationDay = { high: null, low: null, wind: null };

/** What the file of a row's station says of its day, checked. */
export function dayOf({ now }: Pick<Row, 'now'>): StationDay {
  if (now === null) return unknown;
  const { id, today } = now;
  const read = readers.get(today.file) ?? readerOf(today.file);
  readers.set(today.file, read);
  const day = days.get(now) ?? read(today.index, id);
  days.set(now, day);
  return day;
}

function readerOf(file: Fields): ReadDay {
  const columnOf = (name: string, low: number, high: number) => {
    const [values, times, suspects] = [
      file[name],
      file[`${name}At`],
      fieldsOf(file['suspect'])[name],
    ].map((list) => listOf(list, mostStations)) as [Column, Column, Column];
    return (index: number, id: string): DayValue | null => {
      const value = within(values[index], low, high);
      if (value === null) return null;
      return { value, at: nameOf(times[index]).slice(0, 5), isSuspect: suspects.includes(id) };
    };
  };
  const high = columnOf('temperatureHigh', -95, 65);
  const low = columnOf('temperatureLow', -95, 65);
  const wind = columnOf('windSpeedHigh', 0, 150);
  return (...station) => ({ high: high(...station), low: low(...station), wind: wind(...station) });
}
