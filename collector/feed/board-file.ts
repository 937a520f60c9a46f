import {
  type BoardDay,
  type BoardException,
  type BoardFile,
  type Element,
  elements,
  type NumericElement,
  numericElements,
} from '@nalssi/schemas';
import { type Day, type DaySummary, type DayValue, hoursSeen } from '../snapshot/day-summary.ts';
import type {
  ElementSnapshot,
  SourcedValue,
  StationSnapshot,
} from '../snapshot/element-snapshot.ts';
import { type Instant, minutes } from '../time/clock.ts';
import { dayOfKst, formatKst } from '../time/kst.ts';
import type { BoardPublication } from './board-stations.ts';
import { envelopeOf } from './envelope.ts';

/** `boards/KR-44.json`: all that is shown of the stations of a board, in columns. */
export function boardFileOf(publication: BoardPublication): BoardFile {
  const { snapshot, region, past } = publication;
  const { stations } = snapshot;
  const ids = stations.map(({ station }) => station.id);
  const clocks = stations.map(clockOf);
  const conditions = columnOf('condition', stations) as BoardFile['condition'];
  return {
    ...envelopeOf('board', publication),
    region,
    stations: ids,
    state: stations.map(({ state }) => state),
    observedAt: clocks.map((clock) => clock && formatKst(clock.observedAt)),
    expiresAt: clocks.map((clock) => clock && formatKst(clock.expiresAt)),
    ...(conditions !== undefined && { condition: conditions }),
    ...numbersOf(stations),
    temperatureChange: ids.map((id) => past.changes.day.get(id) ?? null),
    temperatureChange1h: ids.map((id) => past.changes.hour.get(id) ?? null),
    today: dayOf(past.days.today, ids),
    yesterday: dayOf(past.days.yesterday, ids),
    exceptions: exceptionsOf(stations),
  };
}

/** That of the temperature, else of the first element that has one. */
function clockOf({ elements: own }: StationSnapshot): SourcedValue | null {
  const first = own.temperature?.shown ?? null;
  if (first !== null) return first;
  const other = elements.find((element) => (own[element]?.shown ?? null) !== null);
  return other === undefined ? null : (own[other]?.shown ?? null);
}

/** Undefined where none of the stations measures it. */
function columnOf(
  element: Element,
  stations: readonly StationSnapshot[],
): (SourcedValue['value'] | null)[] | undefined {
  return stations.some(({ elements: own }) => own[element] !== undefined)
    ? stations.map(({ elements: own }) => own[element]?.shown?.value ?? null)
    : undefined;
}

function numbersOf(stations: readonly StationSnapshot[]) {
  const columns = numericElements.flatMap((element) => {
    const column = columnOf(element, stations) as (number | null)[] | undefined;
    if (column === undefined) return [];
    return [[element, element === 'windDirection' ? column.map(wholeDegrees) : column]];
  });
  return Object.fromEntries(columns) as Partial<Record<NumericElement, (number | null)[]>>;
}

/** North is 360: 0 would be calm. */
function wholeDegrees(direction: number | null): number | null {
  return direction && (Math.round(direction) || 360);
}

function dayOf({ begin, stations }: Day, ids: readonly string[]): BoardDay {
  const days = ids.map((id) => stations.get(id) ?? null);
  const high = days.map((day) => day?.high ?? null);
  const low = days.map((day) => day?.low ?? null);
  const wind = days.map((day) => day?.wind ?? null);
  const rain = days.map((day) => day?.rain ?? null);
  const suspect = Object.fromEntries(
    Object.entries({
      temperatureHigh: high,
      temperatureLow: low,
      windSpeedHigh: wind,
      rainDay: rain,
    }).flatMap(([name, values]) => {
      const doubted = ids.filter((_, index) => values[index]?.isSuspect);
      return doubted.length === 0 ? [] : [[name, doubted]];
    }),
  );
  const minutesOf = (values: readonly (DayValue | null)[]) =>
    values.map((value) => value && minuteOfDay(value.observedAt, begin));
  return {
    date: dayOfKst(begin),
    temperatureHigh: high.map(numberOf),
    temperatureHighAt: minutesOf(high),
    temperatureLow: low.map(numberOf),
    temperatureLowAt: minutesOf(low),
    windSpeedHigh: wind.map(numberOf),
    windSpeedHighAt: minutesOf(wind),
    rainDay: rain.map(numberOf),
    rainDayAt: minutesOf(rain),
    hours: days.map((day: DaySummary | null) => (day === null ? 0 : hoursSeen(day))),
    ...(Object.keys(suspect).length > 0 && { suspect }),
  };
}

function numberOf(value: DayValue | null): number | null {
  return value?.value ?? null;
}

/** `06:12`; of the midnight that ends the day `24:00`. */
function minuteOfDay(instant: Instant, begin: Instant): string {
  const passed = Math.floor((instant - begin) / minutes(1));
  const padded = (count: number) => String(count).padStart(2, '0');
  return `${padded(Math.floor(passed / 60))}:${padded(passed % 60)}`;
}

type Standing = Omit<BoardException, 'stations' | 'elements'>;

/** What does not stand as its station does; what stands alike at many stations is said once. */
function exceptionsOf(stations: readonly StationSnapshot[]): BoardException[] {
  const grouped = new Map<string, { of: Standing; elements: Element[]; stations: string[] }>();
  for (const snapshot of stations) {
    const own = Map.groupBy(exceptionsAt(snapshot), ({ of }) => JSON.stringify(of));
    for (const [text, alike] of own) {
      const [first] = alike;
      if (first === undefined) continue;
      const which = alike.map(({ element }) => element);
      const key = `${which.join()} ${text}`;
      const group = grouped.get(key) ?? { of: first.of, elements: which, stations: [] };
      group.stations.push(snapshot.station.id);
      grouped.set(key, group);
    }
  }
  return [...grouped.values()].map(({ of, elements: which, stations: at }) => ({
    stations: at,
    elements: which,
    ...of,
  }));
}

function exceptionsAt(snapshot: StationSnapshot): { element: Element; of: Standing }[] {
  const clock = clockOf(snapshot);
  return elements.flatMap((element) => {
    const own = snapshot.elements[element];
    if (own === undefined || isAsStation(own, snapshot.state, clock)) return [];
    return [{ element, of: standingOf(own) }];
  });
}

function isAsStation(
  own: ElementSnapshot,
  state: StationSnapshot['state'],
  clock: SourcedValue | null,
): boolean {
  if (own.state !== state || doubtOf(own) !== undefined) return false;
  return own.shown === null || (clock !== null && haveOneClock(own.shown, clock));
}

function haveOneClock(one: SourcedValue, other: SourcedValue): boolean {
  return one.observedAt === other.observedAt && one.expiresAt === other.expiresAt;
}

function standingOf(own: ElementSnapshot): Standing {
  const quality = doubtOf(own);
  return {
    state: own.state,
    ...(quality !== undefined && { quality }),
    ...(own.shown !== null && {
      observedAt: formatKst(own.shown.observedAt),
      expiresAt: formatKst(own.shown.expiresAt),
    }),
  };
}

function doubtOf({ failed, shown }: ElementSnapshot): BoardException['quality'] {
  if (failed !== null) return 'fail';
  return shown?.quality === 'suspect' ? 'suspect' : undefined;
}
