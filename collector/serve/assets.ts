import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { EncodedFile } from '../publish/encode.ts';
import { mostKeptBytes, readPlain } from '../publish/read-plain.ts';
import { integrityFileOf } from './integrity.ts';
import { packedOf } from './packed-beside.ts';
import { contentTypeOf, pageHeadersOf, type Resource, type Resources } from './resource.ts';

/** A folder of files to serve as they are. */
export interface AssetMount {
  /** Path that the folder stands at, with a slash at both ends. */
  readonly at: string;
  readonly directory: string;
  readonly cacheControl: string;
  /** Folders in it that stand elsewhere. */
  readonly without?: readonly string[];
  /** Headers of each of its files, where they are others than usual. */
  readonly headers?: OutgoingHttpHeaders;
  /** The version of the scripts in the folder: their hashes then stand in `integrity.json`. */
  readonly version?: string;
}

/** The pages for frames, of the ticker and of the board. */
const framePage = /^frame(?:-board)?\.html$/;

/**
 * Of the pages for frames: as strict as that of our other pages, but without leaning on `'self'`,
 * because in a frame without rights (`sandbox` without `allow-same-origin`) WebKit takes nothing
 * for the page's own. Inline scripts and `eval` stay forbidden, and they may stand in any page.
 */
const framePolicy =
  "default-src 'none'; script-src 'self' http: https:; style-src 'self' http: https:; connect-src 'self' http: https:; base-uri 'none'; form-action 'none'; frame-ancestors *";

/** Where the build of the widget puts the page for operators. */
const operatorsFolder = 'operators';
/** Where it puts the configurator and the pages that show what was pasted. */
const siteFolder = 'site';
/** Where `npm run docs` puts the pages of what the packages export. */
const apiFolder = 'api';
/** What a build has beside the scripts for other pages. */
export const pageFolders = [operatorsFolder, siteFolder, apiFolder] as const;

/**
 * What a folder holds that can be served, by path below it, but for some folders in it. Rejects when
 * it cannot be read.
 */
export async function filesOf(
  directory: string,
  without: readonly string[] = [],
): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => contentTypeOf(name) !== 'application/octet-stream')
    .filter((name) => !without.some((folder) => name.startsWith(`${folder}/`)));
  const read = names.map(async (name) => {
    const bytes = await readPlain(join(directory, name), mostKeptBytes, { followsLinks: false });
    return bytes === null ? [] : [[name, bytes] as const];
  });
  return new Map((await Promise.all(read)).flat());
}

/**
 * Of the page for operators: what it says has to be taken for what we say, so no page may show it
 * in a frame, or read its files. It may read feeds from anywhere, and says so when one is not ours.
 */
const operatorsHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Takes back what every other file says.
  'Access-Control-Allow-Origin': undefined,
  'Access-Control-Expose-Headers': undefined,
  'Timing-Allow-Origin': undefined,
} satisfies OutgoingHttpHeaders;

/**
 * Of the configurator and the pages around it: they show each other in frames, and nobody else's pages.
 */
const siteHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' https:; frame-src 'self'; base-uri 'none'; form-action 'none'",
} satisfies OutgoingHttpHeaders;

/** Of the pages by TypeDoc, which unpack their index of names from a `data:` address, and have styles at elements. */
const apiHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' data:; base-uri 'none'; form-action 'none'",
} satisfies OutgoingHttpHeaders;

/** Reads the files of the folders, and compresses what is not there compressed. `index.html` also stands at its folder. */
export async function loadAssets(mounts: readonly AssetMount[]): Promise<Resources> {
  const resources = new Map<string, Resource>();
  const lastModified = new Date().toUTCString();
  const known = new Map<string, Promise<EncodedFile>>();
  for (const { at, directory, cacheControl, version, without, headers: own } of mounts) {
    const files = new Map(await filesOf(directory, without));
    if (version !== undefined) {
      files.set('integrity.json', Buffer.from(JSON.stringify(integrityFileOf(version, files))));
    }
    for (const [name, content] of files) {
      const contentType = typeOf(name, content);
      // The floating address and that of its version have the same bytes.
      const key = content.toString('latin1');
      const encoding = known.get(key) ?? packedOf(join(directory, name), content);
      known.set(key, encoding);
      const ofPage = framePage.test(name)
        ? { 'Content-Security-Policy': framePolicy }
        : pageHeadersOf(contentType);
      const headers = own ?? ofPage;
      const resource = { file: await encoding, contentType, cacheControl, lastModified, headers };
      resources.set(at + name, resource);
      const folder = name.match(/^(.*\/)?index\.html$/);
      if (folder !== null) resources.set(at + (folder[1] ?? ''), resource);
    }
  }
  return resources;
}

/** Of a page that says it is EUC-KR too: what the header says counts more than what the page does. */
function typeOf(name: string, content: Buffer): string {
  const type = contentTypeOf(name);
  const isEucKr = /charset="?euc-kr/i.test(content.toString('latin1', 0, 1024));
  return isEucKr && type.startsWith('text/html') ? 'text/html; charset=euc-kr' : type;
}

/** The script of the ticker at `/w/1/`, which floats within the major version. */
export function floatingMount(directory: string, major: string): AssetMount {
  return {
    at: `/w/${major}/`,
    directory,
    without: pageFolders,
    cacheControl: 'public, max-age=300, stale-while-revalidate=86400',
  };
}

/** The script of the ticker at `/w/1.2.3/`, which never changes. */
export function frozenMount(directory: string, version: string): AssetMount {
  return {
    at: `/w/${version}/`,
    directory,
    without: pageFolders,
    cacheControl: 'public, max-age=31536000, immutable',
  };
}

/** Where the scripts of a built widget stand that are served from where they are. */
export function widgetMounts(directory: string, version: string): AssetMount[] {
  const major = version.split('.')[0] ?? version;
  return [
    { ...floatingMount(directory, major), version },
    { ...frozenMount(directory, version), version },
  ];
}

/** Where the pages stand that a build of the widget has beside its scripts. */
export function pageMounts(directory: string): AssetMount[] {
  return [...configuratorMounts(directory), ...operatorsMounts(directory), ...apiMounts(directory)];
}

/** Where the configurator stands, and the pages that show what was pasted, if the build has them. */
function configuratorMounts(directory: string): AssetMount[] {
  const site = join(directory, siteFolder);
  if (!existsSync(site)) return [];
  return [{ at: '/', directory: site, cacheControl: 'no-cache', headers: siteHeaders }];
}

/** Where the page for operators stands, if the build of the widget in `directory` has it. */
function operatorsMounts(directory: string): AssetMount[] {
  const page = join(directory, operatorsFolder);
  if (!existsSync(page)) return [];
  return [{ at: '/ops/', directory: page, cacheControl: 'no-cache', headers: operatorsHeaders }];
}

/** Where the pages of what the packages export stand, if they were made. */
function apiMounts(directory: string): AssetMount[] {
  const pages = join(directory, apiFolder);
  if (!existsSync(pages)) return [];
  return [{ at: '/api/', directory: pages, cacheControl: 'no-cache', headers: apiHeaders }];
}
