import { type Place, regionCodes } from '@nalssi/schemas/facts';
import type { Known, ListedStation } from './attributes.ts';
import { siteAddressOf } from './site-address.ts';
import type { Site } from './snippet-lines.ts';

/** What the configurator knows of the server that it came from. */
export interface SiteFiles extends Known {
  readonly site: Site;
  readonly isSample: boolean;
}

/** Of 740 stations the longest has 300,000 characters. */
const longestFile = 4_000_000;

/** There are 250 places and 740 stations. */
const mostPlaces = 2_000;
const mostListed = 5_000;

/** Names stand in lines that people paste: nothing that a language or a template has use for. */
const name = /^[\p{L}\p{M}\p{N} .,()·'’‘-]{1,60}$/u;

/**
 * Reads what there is; what is not there yet, or is no such thing, leaves its part out. The feed may be
 * somebody else's, so that nothing of it is taken as it stands. `base` is the address of the page.
 */
export async function readSiteFiles(base: string): Promise<SiteFiles> {
  const [index, places, stations, scripts, frame] = await Promise.all([
    read(new URL('v1/index.json', base)).then(partsOf),
    read(new URL('v1/places.json', base)).then(partsOf),
    read(new URL('v1/stations.json', base)).then(partsOf),
    read(new URL('w/1/integrity.json', base)) as Promise<Scripts | null>,
    textAt(new URL('w/1/frame.html', base)),
  ]);
  const integrity = Object.entries(scripts?.files ?? {}).map(
    ([name, file]) => [name, file.integrity] as const,
  );
  return {
    site: {
      address: siteAddressOf(index['site'], base, frame),
      frozen:
        scripts === null
          ? null
          : { version: scripts.version, integrity: Object.fromEntries(integrity) },
    },
    places: listOf(places['places'], mostPlaces).filter(isPlace),
    stations: listOf(stations['stations'], mostListed).filter(isListedStation),
    isSample: index['mode'] === 'replay',
  };
}

/** Our own, beside the scripts. */
interface Scripts {
  readonly version: string;
  readonly files: Readonly<Record<string, { readonly integrity: string }>>;
}

type Parts = Readonly<Record<string, unknown>>;

function partsOf(value: unknown): Parts {
  return typeof value === 'object' && value !== null ? (value as Parts) : {};
}

function listOf(value: unknown, most: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

function isPlace(value: unknown): value is Place {
  const { code, name, region, parent, formerly } = partsOf(value);
  return (
    isPlaceCode(code) &&
    isBilingual(name) &&
    isRegion(region) &&
    (parent === undefined || isPlaceCode(parent)) &&
    (formerly === undefined || (Array.isArray(formerly) && formerly.every(isName)))
  );
}

function isListedStation(value: unknown): value is ListedStation {
  const { id, name, region, network } = partsOf(value);
  return (
    typeof id === 'string' &&
    /^\d{2,4}$/.test(id) &&
    isBilingual(name) &&
    (region === null || isRegion(region)) &&
    (network === 'asos' || network === 'aws')
  );
}

const isPlaceCode = (value: unknown) => typeof value === 'string' && /^\d{5}$/.test(value);
const isRegion = (value: unknown) => regionCodes.some((code) => code === value);
const isName = (value: unknown) => typeof value === 'string' && name.test(value);

function isBilingual(value: unknown): boolean {
  const { ko, en } = partsOf(value);
  return isName(ko) && isName(en);
}

async function read(url: URL): Promise<unknown> {
  const text = await textAt(url);
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    // As good as none.
    return null;
  }
}

async function textAt(url: URL): Promise<string | null> {
  try {
    const answer = await fetch(url);
    const text = answer.ok ? await answer.text() : null;
    return text === null || text.length > longestFile ? null : text;
  } catch {
    // Without it the page works all the same, with less to choose from.
    return null;
  }
}
