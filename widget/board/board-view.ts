import type { RegionCode } from '@nalssi/schemas/facts';
import { type Sparkline, sparklinesOf } from '../chart/sparkline.ts';
import type { Warnings } from '../feed/warnings-client.ts';
import { observedTime } from '../format/time.ts';
import { fill } from '../format/words.ts';
import type { BoardContent, Reading } from './feed/board-file.ts';
import type { HistoryContent } from './feed/history-file.ts';
import type { BoardPlace } from './feed/places-file.ts';
import type { BoardStation } from './feed/stations-file.ts';
import type { MapFile } from './map-file.ts';
import { chipSize, formsOf } from './model/chips.ts';
import { type Extreme, extremesOf } from './model/extremes.ts';
import { type MetricId, metrics } from './model/metrics.ts';
import { type Sorting, sorted } from './model/order.ts';
import { pastRows } from './model/past.ts';
import {
  livingOf,
  nextExpiryOf,
  placeRows,
  type Row,
  shortPlaceName,
  stationRows,
} from './model/rows.ts';
import { tintOf, tintStyle } from './model/scales.ts';
import { onSheet, type Sheet, sheetOf } from './model/sheet.ts';
import { type Warned, warnedOf } from './model/warned.ts';
import type { MapMark } from './views/map-view.ts';
import type { BoardWords } from './words.ts';

/** Narrower than this in CSS px a map colours its places, and has values of places alone. */
const roomForStations = 400;

/** What the files say. */
export interface BoardFiles {
  readonly boards: readonly BoardContent[];
  readonly stations: readonly ReadonlyMap<string, BoardStation>[];
  readonly histories: readonly HistoryContent[];
  readonly places: readonly BoardPlace[];
  readonly warnings: Warnings | null;
  readonly maps: readonly (MapFile | null)[] | null;
  /** The feed's now in milliseconds since the epoch. */
  readonly now: number;
}

/** What is asked of them. */
export interface BoardQuestion {
  /** None for the country. */
  readonly regions: readonly RegionCode[];
  readonly metric: MetricId;
  readonly sorting: Sorting;
  readonly areStations: boolean;
  /** Place of the hour of the history that the map shows; `null` for now. */
  readonly hour: number | null;
  /** Key of the row that was chosen; empty for none. */
  readonly selected: string;
  /** Of the map in CSS px; 0 while it is not known. */
  readonly width: number;
  readonly words: BoardWords;
}

/** Everything that a board shows at one moment. */
export interface BoardView {
  /** In the order of the table. */
  readonly rows: readonly Row[];
  readonly areStations: boolean;
  /** Whether there are places to choose instead of stations. */
  readonly hasPlaces: boolean;
  readonly observed: string;
  readonly count: string;
  readonly summary: string;
  readonly sheet: Sheet | null;
  /** Units of the sheet in a CSS px. */
  readonly unit: number;
  readonly marks: readonly MapMark[];
  readonly fills: ReadonlyMap<string, string>;
  readonly warned: Warned | null;
  readonly extremes: readonly Extreme[];
  readonly lines: ReadonlyMap<string, Sparkline>;
  readonly isToday: boolean;
  /** When this view stops being right; milliseconds since the epoch. */
  readonly nextExpiry: number | null;
}

const linesOf = memo(({ temperature }: HistoryContent) => sparklinesOf(temperature));

/** Of one file, made once. */
function memo<Given extends object, Made>(make: (given: Given) => Made): (given: Given) => Made {
  const made = new WeakMap<Given, Made>();
  return (given) => {
    const found = made.get(given) ?? make(given);
    made.set(given, found);
    return found;
  };
}

/** What to show of the files. Pure but for what it keeps of a history. */
export function boardView(files: BoardFiles, question: BoardQuestion): BoardView {
  const { boards, now, warnings, histories } = files;
  const { regions, metric, words, width } = question;
  const { language } = words.common;
  const data = {
    boards,
    places: files.places,
    regions,
    stations: new Map(files.stations.flatMap((stations) => [...stations])),
  };
  const stations = stationRows(data, language);
  const places = placeRows(data, language);
  const areStations = places === null || question.areStations;
  const rows = areStations ? stations : places;
  const alive = rows.flatMap((row) => livingOf(row, metric, now) ?? []);
  const newest = Math.max(0, ...alive.map(({ observedAt }) => observedAt));
  const time = newest > 0 ? observedTime(newest, now, words.common) : '';
  const isToday = boards.every(({ date }) => date === dayOf(now));
  const sheet = sheetOf(files.maps?.filter((map) => map !== null) ?? []);
  const unit = sheet && width > 0 ? (sheet.box[2] - sheet.box[0]) / width : 1;
  const isFilled = width > 0 && width < roomForStations && places !== null;
  const past = (now: readonly Row[]) =>
    question.hour === null ? now : pastRows(now, histories, question.hour);
  const markRows = isFilled || places === null ? rows : withOthers(places, stations);
  return {
    rows: first(sorted(rows, question.sorting, now), question.selected, question.sorting),
    areStations,
    hasPlaces: places !== null,
    observed: newest > 0 ? fill(words.observed, { time }) : '',
    count: fill(words.count, { all: String(rows.length), count: String(alive.length) }),
    summary: summaryOf(rows, now, metric, time, words),
    sheet,
    unit,
    marks: sheet === null || width === 0 ? [] : marksOf(past(markRows), sheet, unit, now, question),
    fills: isFilled ? fillsOf(past(places), metric, now) : new Map(),
    warned: warnedOf(warnings, now, regions, stations, words),
    extremes: extremesOf(rows, now, isToday),
    lines: new Map(histories.flatMap((history) => [...linesOf(history)])),
    isToday,
    nextExpiry: nextExpiryOf(stations, now),
  };
}

/** The day in Korea. */
function dayOf(time: number): string {
  return Number.isNaN(time) ? '' : new Date(time + 9 * 3_600_000).toISOString().slice(0, 10);
}

/** Stations that stand for no place, after the places. */
function withOthers(places: readonly Row[], stations: readonly Row[]): readonly Row[] {
  const shown = new Set(places.map(({ station }) => station));
  const others = stations.filter(({ station }) => !shown.has(station));
  return [
    ...places,
    ...others.toSorted(
      (one, other) => Number(other.facts?.isSurface) - Number(one.facts?.isSurface),
    ),
  ];
}

/** The chosen row before all others, where rows stand in the order of their places. */
function first(rows: readonly Row[], selected: string, { by }: Sorting): readonly Row[] {
  if (by !== 'name') return rows;
  const chosen = rows.filter(({ key }) => key === selected);
  return chosen.length === 0 ? rows : [...chosen, ...rows.filter(({ key }) => key !== selected)];
}

function summaryOf(
  rows: readonly Row[],
  now: number,
  metric: MetricId,
  time: string,
  words: BoardWords,
): string {
  const { text, unit } = metrics[metric];
  const alive = sorted(rows, { by: metric, isDescending: true }, now)
    .map((row) => ({ row, reading: livingOf(row, metric, now) }))
    .filter((one): one is { row: Row; reading: Reading } => one.reading !== null);
  const [highest] = alive;
  const lowest = alive.at(-1);
  const all = String(rows.length);
  if (highest === undefined || lowest === undefined) return fill(words.summaryNothing, { all });
  return fill(words.summary, {
    all,
    count: String(alive.length),
    highest: highest.row.name,
    high: `${text(highest.reading.value)}${unit}`,
    lowest: lowest.row.name,
    low: `${text(lowest.reading.value)}${unit}`,
    time,
  });
}

function fillsOf(
  places: readonly Row[],
  metric: MetricId,
  now: number,
): ReadonlyMap<string, string> {
  return new Map(
    places.map((row) => {
      const reading = livingOf(row, metric, now);
      return [row.key, reading ? tintStyle(tintOf(metrics[metric].scale, reading.value)) : ''];
    }),
  );
}

function marksOf(
  rows: readonly Row[],
  sheet: Sheet,
  unit: number,
  now: number,
  { metric, words, selected, width }: BoardQuestion,
): readonly MapMark[] {
  const [left, top, , bottom] = sheet.box;
  // One mark of a station, also where it stands for several places.
  const byStation = new Map(rows.toReversed().map((row) => [row.station, row]));
  const chosen = rows.find(({ key }) => key === selected)?.station;
  const spots = rows.flatMap((row) => {
    if (byStation.get(row.station) !== row) return [];
    // Most automatic stations measure for KMA alone: there is nothing to say of them.
    if (row.place !== row.key && Object.keys(row.now?.readings ?? {}).length === 0) return [];
    const { at } = row.facts ?? { at: null };
    const point = at && onSheet(sheet, at.lat, at.lon);
    if (!point) return [];
    const name = row.place === row.key && width >= roomForStations ? shortPlaceName(row.name) : '';
    const [x, y] = [
      inside((point.x - left) / unit, chipSize.width, width),
      inside((point.y - top) / unit, chipSize.height, (bottom - top) / unit),
    ];
    const reading = livingOf(row, metric, now);
    return [{ row, reading, key: row.key, name, x, y }];
  });
  const first = (spot: (typeof spots)[number]) =>
    Number(spot.row.station === chosen) * 2 + Number(spot.reading !== null);
  const forms = formsOf(
    spots.toSorted((one, other) => first(other) - first(one)),
    width,
  );
  const formOf = ({ key, reading }: (typeof spots)[number]) =>
    reading === null ? 'dot' : (forms.get(key) ?? 'dot');
  const { scale, text } = metrics[metric];
  // What is drawn later lies above: no dot on a value.
  const drawn = spots.toSorted(
    (one, other) => Number(formOf(one) !== 'dot') - Number(formOf(other) !== 'dot'),
  );
  return drawn.map((spot) => {
    const { row, reading, key, name, x, y } = spot;
    const shown = reading === null ? '–' : text(reading.value);
    return {
      key,
      station: row.station,
      place: row.place,
      x: left + x * unit,
      y: top + y * unit,
      form: formOf(spot),
      text: shown,
      name,
      label: sayRow(row, metric, now, words),
      style: reading === null ? '' : tintStyle(tintOf(scale, reading.value)),
      isCarried: reading?.isCarried === true,
      isMissing: reading === null,
      isSuspect: reading?.isSuspect === true,
      isSelected: row.station === chosen,
    };
  });
}

/** Where the middle of something as long as `size` is wholly within `length`. */
function inside(at: number, size: number, length: number): number {
  return Math.min(Math.max(at, size / 2 + 1), length - size / 2 - 1);
}

/** A row in words, which begin with what is seen. */
export function sayRow(row: Row, metric: MetricId, now: number, words: BoardWords): string {
  const reading = livingOf(row, metric, now);
  if (reading === null) return `${row.name} ${words.missing}`;
  const { text, unit } = metrics[metric];
  return `${row.name} ${text(reading.value)}${unit}, ${readingText(row, now, words)}`;
}

/** What else is said of a row besides its value: the change, the time, the station. */
function readingText(row: Row, now: number, words: BoardWords): string {
  const reading = livingOf(row, 'temperature', now);
  const change = livingOf(row, 'change', now)?.value;
  const size = Math.abs(change ?? 0).toFixed(1);
  const changed =
    change === undefined
      ? ''
      : size === '0.0'
        ? words.alike
        : fill(change > 0 ? words.warmer : words.colder, { value: size });
  const seen = row.now?.condition;
  const parts = [
    seen && now < seen.expiresAt ? words.common.conditions[seen.value] : '',
    changed,
    row.km === null
      ? ''
      : fill(words.spokenStation, { name: row.stationName, km: String(Math.round(row.km)) }),
    reading
      ? fill(words.observed, { time: observedTime(reading.observedAt, now, words.common) })
      : '',
    reading?.isSuspect ? words.suspect : '',
  ];
  return parts.filter(Boolean).join(', ');
}
