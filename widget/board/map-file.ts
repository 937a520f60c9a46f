import type { BilingualName } from '@nalssi/schemas/facts';

/** Corners of a rectangle in units of a drawing: left, top, right, bottom. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** A part of the country that is drawn apart, elsewhere and at another scale. */
export interface MapInset {
  readonly name: BilingualName;
  /** Where it is drawn, in units of the map: left, top, width, height. */
  readonly view: readonly [left: number, top: number, width: number, height: number];
  /** What is drawn there, in units of the map; it has the proportions of `view`. */
  readonly box: Box;
}

/** A map of the country or of a region, as its file has it; how they are made: `maps/README.md`. */
export interface MapFile {
  /** `KR-44`; `KR` for the country by regions, `KR-all` for the country by 시군구. */
  readonly id: string;
  /** Who must be named. */
  readonly source: string;
  readonly projection: 'EPSG:3857';
  /** Metres of the projection, of which y counts downwards. */
  readonly origin: readonly [x: number, y: number];
  /** Metres of a unit of the drawing. */
  readonly step: number;
  /** What of the drawing is shown. */
  readonly box: Box;
  readonly insets?: readonly MapInset[];
  /** SVG path data by number of the place, or by region. */
  readonly places: Readonly<Record<string, string>>;
  /**
   * The sea of its box and of those of its insets, by the even-odd rule: what it leaves out is the land of others.
   * The map's own places lie on it.
   */
  readonly around?: string;
}
