import { warningZoneName } from '@nalssi/schemas';
import { z } from 'zod';
import { decodeText } from '../formats/decode-text.ts';
import { marksIn } from '../formats/marks-in.ts';
import { SourceError } from '../source-error.ts';

const source = 'kma-zones';

/** Longitudes and latitudes in turn, degrees (WGS 84). */
export type Ring = Float64Array;

/** The area of one zone, with all its islands. */
export interface ZoneArea {
  readonly id: string;
  /** The name that KMA's tables of zones have. */
  readonly name: string;
  /** Outlines and holes alike: a place that an odd number of rings surrounds is inside. */
  readonly rings: readonly Ring[];
  /** West, south, east, north. */
  readonly box: readonly [number, number, number, number];
}

export interface ZoneAreas {
  /** What KMA calls the edition, with its date: `260601_wrnArea`. */
  readonly edition: string | null;
  readonly areas: readonly ZoneArea[];
}

const collection = z.object({
  name: z.string().max(100).optional(),
  features: z.array(z.unknown()),
});

const feature = z.object({
  properties: z.object({
    regid: z.string().regex(/^L\d{7}$/),
    regko: warningZoneName,
    regko_fullname: z.string().max(60).nullish(),
    /** 1: a province; 2: all others, cut cities and their parts alike. */
    level: z.union([z.number(), z.string()]).transform(Number),
  }),
  geometry: z.object({ type: z.string(), coordinates: z.array(z.unknown()) }),
});

/**
 * Objects, lists and quotation marks in an answer, or commas: of its 4 MB a corner, which has two commas, would have
 * to be shorter than 14 bytes for more. Without this, as many bytes of nothing but numbers took 400 MB to read.
 */
const mostMarks = 600_000;
/** Features of it, of which KMA's has some 300: what is said of each that is none takes more than itself. */
const mostFeatures = 5_000;

/**
 * Reads KMA's polygons of zones on land, `wrnArea.geojson`. Features that are none of a zone, and
 * rings that are none, are left out: some of KMA's are. Provinces (level 1) and the whole of a cut
 * city are left out too, so a place is in one area at most; `parents` are zones known to have parts,
 * since the codes alone do not tell of all. Throws SourceError with code malformed, html, shape,
 * too-large or encoding.
 */
export function parseZoneAreas(bytes: Uint8Array, parents: ReadonlySet<string>): ZoneAreas {
  const text = decodeText(source, bytes);
  const start = text.slice(0, 2048).trimStart();
  if (start.startsWith('<')) throw new SourceError(source, 'html', 'it begins like a web page');
  if (marksIn(bytes) >= mostMarks) {
    throw new SourceError(
      source,
      'too-large',
      `it has ${mostMarks} objects, lists, texts or numbers`,
    );
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // The message of the parser quotes the text.
    throw new SourceError(source, 'malformed', 'it is no whole JSON');
  }
  const read = collection.safeParse(document);
  if (!read.success) throw new SourceError(source, 'shape', 'it is no collection of features');
  if (read.data.features.length > mostFeatures) {
    throw new SourceError(source, 'too-large', `it has ${read.data.features.length} features`);
  }
  const areas = new Map<string, ZoneArea>();
  for (const one of read.data.features) {
    const area = readArea(one);
    if (area === null) continue;
    const before = areas.get(area.id);
    areas.set(area.id, before === undefined ? area : joined(before, area));
  }
  const ids = [...areas.keys()];
  const leaves = [...areas.values()].filter(
    ({ id }) => !parents.has(id) && !ids.some((other) => isPartOf(other, id)),
  );
  return { edition: read.data.name ?? null, areas: leaves };
}

/** Whether a code continues another's: L1022510 is a part of L1022500, and L1010200 of L1010000. */
function isPartOf(id: string, whole: string): boolean {
  return id !== whole && id.startsWith(whole.replace(/(?:00){1,3}$/, ''));
}

function readArea(value: unknown): ZoneArea | null {
  const read = feature.safeParse(value);
  if (!read.success || read.data.properties.level === 1) return null;
  const { properties, geometry } = read.data;
  const { type, coordinates } = geometry;
  const rings = (type === 'MultiPolygon' ? coordinates : [coordinates])
    .flatMap((polygon) => (Array.isArray(polygon) ? polygon : []))
    .map(readRing)
    .filter((ring) => ring !== null);
  if (rings.length === 0 || (type !== 'MultiPolygon' && type !== 'Polygon')) return null;
  const { regid: id, regko, regko_fullname: full } = properties;
  return { id, name: full || regko, rings, box: boxOf(rings) };
}

/** `null` for what is no ring around an area, or has a corner that is no place in or near Korea. */
function readRing(value: unknown): Ring | null {
  if (!Array.isArray(value) || value.length < 3) return null;
  const ring = new Float64Array(value.length * 2);
  for (const [index, corner] of value.entries()) {
    const [lon, lat]: readonly unknown[] = Array.isArray(corner) ? corner : [];
    if (typeof lon !== 'number' || typeof lat !== 'number') return null;
    if (lon < 120 || lon > 135 || lat < 30 || lat > 45) return null;
    ring[index * 2] = lon;
    ring[index * 2 + 1] = lat;
  }
  return ring;
}

function joined(one: ZoneArea, other: ZoneArea): ZoneArea {
  const rings = [...one.rings, ...other.rings];
  return { ...one, rings, box: boxOf(rings) };
}

function boxOf(rings: readonly Ring[]): ZoneArea['box'] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let index = 0; index < ring.length; index += 2) {
      const [lon = 0, lat = 0] = [ring[index], ring[index + 1]];
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return [west, south, east, north];
}
