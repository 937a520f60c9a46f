import type { RegionCode } from '@nalssi/schemas/facts';
import type { Warnings } from '../feed/warnings-client.ts';
import { observedTime } from '../format/time.ts';
import type { MapFile } from './map-file.ts';
import type { FoundPlace } from './model/choice.ts';
import { type Extreme, extremesOf } from './model/extremes.ts';
import { type MapMark, marksOf, withOthers } from './model/marks.ts';
import type { MetricId, Metrics } from './model/metrics.ts';
import {
  livingOf,
  nextExpiryOf,
  placeRows,
  type RegionData,
  type Row,
  stationRows,
} from './model/rows.ts';
import { type Scale, temperatureScale, tintStyle } from './model/scales.ts';
import { onSheet, type Sheet, sheetOf } from './model/sheet.ts';
import { type Warned, warnedOf } from './model/warned.ts';
import type { BoardWords } from './words.ts';

/** Narrower than this in CSS px a map colours its places, and has values of places alone. */
const roomForStations = 400;

/** What the files say. */
export interface BoardFiles {
  readonly regions: readonly RegionData[];
  readonly warnings: Warnings | null;
  readonly maps: readonly (MapFile | null)[] | null;
  /** The feed's now in milliseconds since the epoch. */
  readonly now: number;
}

/** What a reader wants of a board. */
export interface BoardReader {
  /** Key of the row that was chosen; empty for none. */
  readonly selected: string;
  /** What the attribute `place` means; `undefined` while that is not known. */
  place(): FoundPlace | null | undefined;
  /** Rows in the order that the reader wants. */
  arranged(rows: readonly Row[], now: number): readonly Row[];
  /** Rows as the map shows them, where the reader has gone back in time. */
  onMap(rows: readonly Row[]): readonly Row[];
  /** A row in words, which begin with what is seen. */
  label(
    row: Row,
    speech: Pick<BoardQuestion, 'metric' | 'metrics'> & Pick<BoardFiles, 'now'>,
  ): string;
  /** The colours of an element that the first script has none for. */
  scaleOf(metric: MetricId): Scale | null;
  /** The line of the last 24 hours of a station. */
  line(station: string): unknown;
  /** The warnings of a place by its number, below its name; and over the places of a map. */
  warning(place: string): unknown;
  hatches(map: MapFile, pattern: string): unknown;
}

/** What is asked of them. */
export interface BoardQuestion {
  /** None for the country. */
  readonly regions: readonly RegionCode[];
  readonly metric: MetricId;
  readonly metrics: Metrics;
  readonly areStations: boolean;
  /** Numbers of the stations that alone are shown; none for all. */
  readonly stations: readonly string[];
  /** Of the map in CSS px; 0 while it is not known. */
  readonly width: number;
  readonly height: number;
  readonly words: BoardWords;
  /** What the reader wants, once the script for that is there. */
  readonly answers: BoardReader | null;
}

/** Everything that a board shows at one moment. */
export interface BoardView {
  /** In the order of the table. */
  readonly rows: readonly Row[];
  /** All that the regions have, also where rows are places. */
  readonly stations: readonly Row[];
  readonly areStations: boolean;
  /** Whether there are places to choose instead of stations. */
  readonly hasPlaces: boolean;
  /** How many rows have a value of the element that is shown. */
  readonly count: number;
  /** When the newest of them was observed; empty without any. */
  readonly time: string;
  readonly sheet: Sheet | null;
  /** Width by height of a part of a map that is shown alone; 0 else. */
  readonly proportion: number;
  /** Units of the sheet in a CSS px. */
  readonly unit: number;
  readonly scale: Scale | null;
  readonly marks: readonly MapMark[];
  /** Styles of places by their numbers, where they are coloured. */
  readonly fills: ReadonlyMap<string, string>;
  readonly warned: Warned | null;
  readonly extremes: readonly Extreme[];
  readonly isToday: boolean;
  /** When this view stops being right; milliseconds since the epoch. */
  readonly nextExpiry: number | null;
}

/** A function that answers again what it has answered when it is asked the same as before. */
function last<Given extends readonly unknown[], Made>(
  make: (...given: Given) => Made,
): (...given: Given) => Made {
  let held: { given: Given; made: Made } | null = null;
  return (...given) => {
    const isSame =
      held?.given.length === given.length && held.given.every((one, index) => one === given[index]);
    if (!isSame || !held) held = { given, made: make(...given) };
    return held.made;
  };
}

/** The day in Korea. */
function dayOf(time: number): string {
  return time ? new Date(time + 9 * 3_600_000).toISOString().slice(0, 10) : '';
}

/**
 * A function that says what to show of the files. It is pure, but keeps what it has made of the files
 * until it is given others: rows, lines of histories and where stations stand.
 */
export function boardViewer(): (files: BoardFiles, question: BoardQuestion) => BoardView {
  const stationsOf = keptRows(stationRows);
  const placesOf = keptRows(placeRows);
  const sheetFrom = last((lat: number, lon: number, ...maps: readonly (MapFile | null)[]) =>
    sheetOf(
      maps.filter((map) => map !== null),
      lat,
      lon,
    ),
  );
  const spotsOf = (sheet: Sheet, rows: readonly Row[]) =>
    rows.flatMap((row) => {
      const { at = null, region } = row.facts ?? {};
      const point = at && onSheet(sheet, at.lat, at.lon, region);
      return point ? [{ row, point }] : [];
    });
  return (files, question) => {
    const { now, warnings } = files;
    const { regions, metric, metrics, words, width, height, answers } = question;
    const { language } = words.common;
    const stations = stationsOf(files.regions, language, question.stations);
    const places = question.stations[0] ? null : placesOf(files.regions, language);
    const areStations = places === null || question.areStations;
    const rows = areStations ? stations : places;
    const alive = rows.flatMap((row) => livingOf(row, metric, now) ?? []);
    const newest = Math.max(0, ...alive.map(({ observedAt }) => observedAt));
    const isToday = files.regions.every(({ board }) => board?.date === dayOf(now));
    const main = places?.find(({ key }) => key === answers?.place()?.code);
    const { lat = 0, lon = 0 } = main?.facts?.at ?? {};
    const sheet = files.maps ? sheetFrom(lat, lon, ...files.maps) : null;
    const [left = 0, top = 0, right = 0, bottom = 0] = sheet?.box ?? [];
    const unit = width > 0 ? Math.max((right - left) / width, (bottom - top) / height) : 1;
    const isFilled = width > 0 && width < roomForStations && places !== null;
    const onMap = (rows: readonly Row[]) => answers?.onMap(rows) ?? rows;
    const scale =
      metric === 'temperature' || metric === 'feelsLike'
        ? temperatureScale
        : (answers?.scaleOf(metric) ?? null);
    const markRows = isFilled || places === null ? rows : withOthers(places, stations);
    const asked = { metric: metrics[metric], id: metric, scale, now, areNamed: !isFilled };
    return {
      rows: answers?.arranged(rows, now) ?? rows,
      stations,
      areStations,
      hasPlaces: places !== null,
      count: alive.length,
      time: newest > 0 ? observedTime(newest, now, words.common) : '',
      sheet,
      proportion: sheet?.maps[0]?.map.insets?.length === 0 ? (right - left) / (bottom - top) : 0,
      unit,
      scale,
      marks:
        sheet === null || width === 0
          ? []
          : marksOf(spotsOf(sheet, onMap(markRows)), sheet.box, unit, {
              ...asked,
              selected: answers?.selected ?? '',
              label: (row) => answers?.label(row, { metric, metrics, now }),
            }),
      fills: new Map(
        isFilled
          ? onMap(places).map((row) => {
              const reading = livingOf(row, metric, now);
              return [row.key, reading ? tintStyle(scale, reading.value) : ''];
            })
          : [],
      ),
      warned: warnedOf(warnings, now, regions, words),
      extremes: extremesOf(rows, now, isToday),
      isToday,
      nextExpiry: nextExpiryOf(stations, now),
    };
  };
}

/** Rows of files, made anew when one of these is another one. */
function keptRows<Rest extends readonly unknown[], Made>(
  make: (data: readonly RegionData[], ...rest: Rest) => Made,
): (data: readonly RegionData[], ...rest: Rest) => Made {
  let now: { data: readonly RegionData[]; rest: Rest } | null = null;
  const made = last((..._: readonly unknown[]) => (now ? make(now.data, ...now.rest) : null));
  return (data, ...rest) => {
    now = { data, rest };
    return made(
      ...data.flatMap(({ id, board, stations }) => [id, board, stations]),
      ...rest.map(String),
    ) as Made;
  };
}
