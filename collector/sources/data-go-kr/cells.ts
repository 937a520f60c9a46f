import { type Station, stationCatalogue } from '@nalssi/schemas';
import { type GridCell, gridCellOf } from '../estimates/grid.ts';

/** A cell of KMA's grid with the automatic stations that stand in it. */
export interface NowcastCell extends GridCell {
  /** KMA station numbers. */
  readonly stations: readonly string[];
}

/** The name of a cell, as errors show it: `60,127`. */
export function cellName({ nx, ny }: GridCell): string {
  return `${nx},${ny}`;
}

// Surface stations have a word of KMA's for their weather; automatic stations have no observer.
const located = stationCatalogue
  .filter(({ network }) => network === 'aws')
  .flatMap((station) => {
    const cell = cellOf(station);
    return cell === null ? [] : [{ station, cell }];
  });

function cellOf({ lat, lon }: Station): GridCell | null {
  return lat === null || lon === null ? null : gridCellOf(lat, lon);
}

const stationsByCell: ReadonlyMap<string, readonly string[]> = groupByCell();

function groupByCell(): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { station, cell } of located) {
    const group = groups.get(cellName(cell));
    if (group === undefined) groups.set(cellName(cell), [station.id]);
    else group.push(station.id);
  }
  return groups;
}

/** The automatic stations of the catalogue that stand in a cell. */
export function stationsIn(cell: GridCell): readonly string[] {
  return stationsByCell.get(cellName(cell)) ?? [];
}

/**
 * The cells that are asked for: each that holds an automatic station which stands for its town.
 * The portal allows about 200 cells twice an hour, and the 580 automatic stations stand in more
 * than 500: those that people look up come first.
 */
export const nowcastCells: readonly NowcastCell[] = [
  ...new Map(
    located
      .filter(({ station }) => station.representative === true)
      .map(({ cell }) => [cellName(cell), { ...cell, stations: stationsIn(cell) }]),
  ).values(),
];
