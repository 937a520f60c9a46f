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

/** What the file of a row's station says of its day, checked. */
export function dayOf(row: Pick<Row, 'now'>): StationDay {
  const { id = '', today } = row.now ?? {};
  const { file = {}, index = -1 } = today ?? {};
  const partOf = (name: string, low: number, high: number): DayValue | null => {
    const at = (name: string) => listOf(file[name], mostStations)[index];
    const value = within(at(name), low, high);
    const isSuspect = listOf(fieldsOf(file['suspect'])[name], mostStations).includes(id);
    return value === null ? null : { value, at: nameOf(at(`${name}At`)).slice(0, 5), isSuspect };
  };
  return {
    high: partOf('temperatureHigh', -95, 65),
    low: partOf('temperatureLow', -95, 65),
    wind: partOf('windSpeedHigh', 0, 150),
  };
}
