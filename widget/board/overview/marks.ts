import type { Box } from '../map-file.ts';
import type { Metric, MetricId } from '../model/metrics.ts';
import { livingOf, type Row, shortPlaceName } from '../model/rows.ts';
import { type Scale, tintStyle } from '../model/scales.ts';
import { chipSize, formsOf, type MarkForm } from './chips.ts';

/** A station on the map. */
export interface MapMark {
  readonly key: string;
  readonly station: string;
  /** Number of its 시군구; empty where that is not known. */
  readonly place: string;
  /** In units of the sheet. */
  readonly x: number;
  readonly y: number;
  readonly form: MarkForm;
  readonly text: string;
  readonly name: string;
  /** What stands for it to the ears, which begins with what is seen. */
  readonly label: () => string;
  readonly style: () => string;
  /** Classes of its state. */
  readonly state: string;
  /** Whether the row that was chosen is of its station. */
  readonly isSelected: boolean;
}

/** A row, and where its station stands, in units of the sheet. */
export interface Spot {
  readonly row: Row;
  readonly point: { readonly x: number; readonly y: number };
}

/** What is asked of a map. */
export interface MarksAsked {
  readonly id: MetricId;
  readonly metric: Metric;
  readonly scale: Scale | null;
  readonly now: number;
  /** Whether there is room for names. */
  readonly areNamed: boolean;
  /** Key of the row that was chosen. */
  readonly selected: string;
  /** A row in words; `undefined` where nobody finds more than what is seen. */
  readonly label: (row: Row) => string | undefined;
}

/** Stations that stand for no place, after the places. */
export function withOthers(places: readonly Row[], stations: readonly Row[]): readonly Row[] {
  const shown = new Set(places.map(({ station }) => station));
  const others = stations.filter(({ station }) => !shown.has(station));
  return [
    ...places,
    ...others.toSorted(
      (one, other) => Number(other.facts?.isSurface) - Number(one.facts?.isSurface),
    ),
  ];
}

/** The marks of a map of which a CSS px is `unit` units, in the order in which they are drawn. */
export function marksOf(
  spots: readonly Spot[],
  box: Box,
  unit: number,
  asked: MarksAsked,
): readonly MapMark[] {
  const { metric, scale, label } = asked;
  const [left, top, right] = box;
  const shown = shownOf(spots, box, unit, asked);
  const rank = ({ isSelected, reading }: Shown) => (isSelected ? 2 : 0) + (reading ? 1 : 0);
  const forms = formsOf(
    shown.toSorted((one, other) => rank(other) - rank(one)),
    (right - left) / unit,
  );
  const marks = shown.map(({ row, key, reading, name, x, y, isSelected }): MapMark => {
    const state = [
      reading === null && 'missing',
      reading?.isCarried && 'carried',
      reading?.isSuspect && 'suspect',
      isSelected && 'selected',
    ];
    const text = reading ? metric.text(reading.value) : '';
    return {
      key,
      station: row.station,
      place: row.place,
      x: left + x * unit,
      y: top + y * unit,
      form: (reading && forms.get(key)) || 'dot',
      text,
      name,
      // When it is drawn: there are many.
      label: () => label(row) ?? `${row.name} ${text} ${reading ? metric.unit : ''}`,
      style: () => (reading ? tintStyle(scale, reading.value) : ''),
      state: state.filter(Boolean).join(' '),
      isSelected,
    };
  });
  // What is drawn later lies above: no dot on a value.
  return marks.toSorted((one, other) => Number(one.form !== 'dot') - Number(other.form !== 'dot'));
}

type Shown = ReturnType<typeof shownOf>[number];

/** What of the spots is shown, and where, in CSS px of the map. */
function shownOf(
  spots: readonly Spot[],
  [left, top, right, bottom]: Box,
  unit: number,
  { id, now, areNamed, selected }: MarksAsked,
) {
  // One mark of a station, also where it stands for several places: the first of them.
  const seen = new Set<string>();
  const chosen = spots.find(({ row }) => row.key === selected)?.row.station;
  return spots.flatMap(({ row, point }) => {
    if (seen.has(row.station)) return [];
    seen.add(row.station);
    // Most automatic stations measure for KMA alone: there is nothing to say of them.
    if (row.place !== row.key && !Object.values(row.now?.readings ?? {}).some(Boolean)) return [];
    return [
      {
        // What is said begins with what is seen.
        row: row.place === row.key ? { ...row, name: shortPlaceName(row.name) } : row,
        key: row.key,
        reading: livingOf(row, id, now),
        name: row.place === row.key && areNamed ? shortPlaceName(row.name) : '',
        x: inside((point.x - left) / unit, chipSize.width, (right - left) / unit),
        y: inside((point.y - top) / unit, chipSize.height, (bottom - top) / unit),
        isSelected: row.station === chosen,
      },
    ];
  });
}

/** Where the middle of something as long as `size` is wholly within `length`. */
function inside(at: number, size: number, length: number): number {
  return Math.min(Math.max(at, size / 2 + 1), length - size / 2 - 1);
}
