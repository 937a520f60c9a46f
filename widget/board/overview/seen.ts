import { parseWarnings, type Warnings } from '../../feed/warnings-client.ts';
import { kstTime } from '../../format/time.ts';
import type { BoardFiles, BoardQuestion, TableView } from '../board-view.ts';
import { last } from '../last.ts';
import { livingOf, type Row } from '../model/rows.ts';
import { tintStyle } from '../model/scales.ts';
import type { OverviewWords } from '../words.ts';
import { type Extreme, extremesOf } from './extremes.ts';
import type { MapSize } from './map-size.ts';
import { mapsIn } from './maps-in.ts';
import { type MapMark, marksOf, withOthers } from './marks.ts';
import { onSheet, type Sheet, sheetOf } from './sheet.ts';
import { type Warned, warnedOf } from './warned.ts';

/** Narrower than this in CSS px a map colours its places, and has values of places alone. */
const roomForStations = 400;

/** What stands around the table at one moment. */
export interface Seen {
  /** `null` where the maps could not be had, and before they are there. */
  readonly sheet: Sheet | null;
  /** Width by height of a part of a map that is shown alone; 0 else. */
  readonly proportion: number;
  /** Units of the sheet in a CSS px. */
  readonly unit: number;
  readonly marks: readonly MapMark[];
  /** Styles of places by their numbers, where they are coloured. */
  readonly fills: ReadonlyMap<string, string>;
  readonly warned: Warned | null;
  readonly extremes: readonly Extreme[];
  /** Whether the day that the files speak of is still this one. */
  readonly isToday: boolean;
}

/**
 * A function that says what to show around a table. It is pure, but keeps what it has made of the files
 * until it is given others.
 */
export function overviewer(): (
  table: TableView,
  files: BoardFiles,
  question: BoardQuestion,
  size: Pick<MapSize, 'width' | 'height'>,
  words: OverviewWords,
) => Seen {
  const sheetFrom = last((lat: number, lon: number, ...files: readonly unknown[]) =>
    sheetOf(mapsIn(files), lat, lon),
  );
  const parsed = last((file: unknown) => parseWarnings(file));
  // What cannot be read does not take away what could.
  let latest: Warnings | null = null;
  return (
    table,
    { regions: regionFiles, maps, warnings, now },
    question,
    { width, height },
    words,
  ) => {
    const { places, stations, scale } = table;
    const isToday =
      now > 0 && regionFiles.every(({ board }) => board?.date === kstTime(now).slice(0, 10));
    const { regions, metric, metrics, answers } = question;
    const { language } = question.words.common;
    latest = warnings && (parsed(warnings.file) ?? latest);
    // As they stand in the files, whatever the order of the table.
    const rows = table.areStations ? stations : (places ?? []);
    const main = places?.find(({ key }) => key === answers.place()?.code);
    const { lat = 0, lon = 0 } = main?.facts?.at ?? {};
    const sheet = maps ? sheetFrom(lat, lon, ...maps) : null;
    const [left = 0, top = 0, right = 0, bottom = 0] = sheet?.box ?? [];
    const unit = width > 0 ? Math.max((right - left) / width, (bottom - top) / height) : 1;
    const isFilled = width > 0 && width < roomForStations && places !== null;
    const markRows = isFilled || places === null ? rows : withOthers(places, stations);
    return {
      sheet,
      proportion: sheet?.maps[0]?.map.insets?.length === 0 ? (right - left) / (bottom - top) : 0,
      unit,
      marks:
        sheet === null || width === 0
          ? []
          : marksOf(spotsOf(sheet, answers.onMap(markRows)), sheet.box, unit, {
              metric: metrics[metric],
              id: metric,
              scale,
              now,
              areNamed: !isFilled,
              selected: answers.selected,
              label: (row) => answers.label(row, { metric, metrics, now }),
            }),
      fills: new Map(
        isFilled
          ? answers.onMap(places).map((row) => {
              const reading = livingOf(row, metric, now);
              return [row.key, reading ? tintStyle(scale, reading.value) : ''];
            })
          : [],
      ),
      warned: warnedOf(latest, now, regions, language, words),
      extremes: extremesOf(rows, now, isToday),
      isToday,
    };
  };
}

/** Rows with where their stations stand. */
function spotsOf(sheet: Sheet, rows: readonly Row[]) {
  return rows.flatMap((row) => {
    const { at = null, region } = row.facts ?? {};
    const point = at && onSheet(sheet, at.lat, at.lon, region);
    return point ? [{ row, point }] : [];
  });
}
