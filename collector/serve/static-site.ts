import { randomUUID } from 'node:crypto';
import { lstat, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { mostKeptBytes, readPlain } from '../publish/read-plain.ts';
import { makeFolder } from '../store/make-folder.ts';
import { type Headers, headersFileOf } from './headers-file.ts';

/** A site cannot be written. The message says what to do. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
}

/** A file of a site as `nalssi serve` would send it. */
export interface SiteFile {
  readonly content: Buffer;
  readonly headers: Headers;
}

/** Files by their paths, which begin with a slash. */
export type Site = ReadonlyMap<string, SiteFile>;

/** In the folder of a site: what an export has written there. */
const listName = 'nalssi-export.json';

const listFile = z.object({ files: z.array(z.string().regex(/^\/(?!.*\.\.)[\w./-]+$/)) });

/** Scripts of a version that pages may have pinned. */
const frozen = /^\/w\/\d+\.\d+\.\d+\//;

/**
 * Puts a site into a folder, for a host that serves files: each file in one step, so that the
 * folder may be live meanwhile. What an earlier export has put there and the site has no more goes,
 * but for the scripts of earlier versions. With `force` the folder may hold other things, which
 * stay. Throws SiteError; returns how many files the folder has of the site.
 */
export async function writeSite(
  site: Site,
  directory: string,
  force: boolean,
  signal: AbortSignal,
): Promise<number> {
  try {
    const before = await listOf(directory, force);
    const stays = before.filter((path) => frozen.test(path));
    const listed = [...new Set([...site.keys(), ...stays, '/_headers'])].sort();
    // The list first: what is cut off half-way is an export that the next one may go on with.
    await put(directory, `/${listName}`, listOfFiles([...new Set([...listed, ...before])].sort()));
    for (const [path, { content }] of site) {
      signal.throwIfAborted();
      if (stays.includes(path)) continue;
      await put(directory, path, content);
    }
    const headers = await headersWith(site, stays);
    await put(directory, '/_headers', headersFileOf(headers));
    for (const path of before.filter((path) => !listed.includes(path))) {
      signal.throwIfAborted();
      await refuseLinkedFolders(directory, path);
      await rm(join(directory, path), { force: true });
    }
    await put(directory, `/${listName}`, listOfFiles(listed));
    return listed.length;
  } catch (error) {
    if (error instanceof SiteError || signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SiteError(`The site could not be written to ${directory}: ${reason}.`, {
      cause: error,
    });
  }
}

/** Frozen scripts that only the folder has yet are sent as those of the site. */
async function headersWith(
  site: Site,
  stays: readonly string[],
): Promise<ReadonlyMap<string, Headers>> {
  const headers = new Map([...site].map(([path, file]) => [path, file.headers]));
  const name = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const models = new Map(
    [...headers].filter(([path]) => frozen.test(path)).map(([path, said]) => [name(path), said]),
  );
  const [usual] = models.values();
  for (const path of stays) {
    const said = headers.get(path) ?? models.get(name(path)) ?? usual;
    if (said !== undefined) headers.set(path, said);
  }
  return headers;
}

/** What an earlier export wrote, or nothing for an empty folder. */
async function listOf(directory: string, force: boolean): Promise<readonly string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.includes(listName)) {
    const list = await contentOf(join(directory, listName));
    return readList(String(list), directory);
  }
  if (names.length === 0 || force) return [];
  throw new SiteError(
    `${directory} is not empty and no earlier export. Name another folder, or let its files stay beside the site with --force.`,
  );
}

function readList(text: string, directory: string): readonly string[] {
  try {
    return listFile.parse(JSON.parse(text)).files;
  } catch (cause) {
    throw new SiteError(
      `${join(directory, listName)} is damaged. Delete it and export with --force.`,
      { cause },
    );
  }
}

function listOfFiles(files: readonly string[]): string {
  return `${JSON.stringify({ files }, null, 1)}\n`;
}

/** In one step, and only when it is new: hosts upload what changed. */
async function put(directory: string, path: string, content: string | Buffer): Promise<void> {
  const target = join(directory, path);
  const bytes = Buffer.from(content);
  await refuseLinkedFolders(directory, path);
  if ((await contentOf(target))?.equals(bytes)) return;
  makeFolder(dirname(target));
  const temporary = `${target}.${randomUUID()}`;
  try {
    await writeFile(temporary, bytes, { flag: 'wx' });
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Of a plain file; `null` of a link or a pipe, which would lead elsewhere or never end, and of none. */
async function contentOf(path: string): Promise<Buffer | null> {
  return readPlain(path, mostKeptBytes, { followsLinks: false }).catch(() => null);
}

/** Throws SiteError where a folder of the site is a link: what stands behind it is not the site's. */
async function refuseLinkedFolders(directory: string, path: string): Promise<void> {
  let folder = directory;
  for (const name of dirname(path).split('/').filter(Boolean)) {
    folder = join(folder, name);
    const there = await lstat(folder).catch(() => null);
    if (there === null) return;
    if (there.isSymbolicLink()) {
      throw new SiteError(`${folder} is a link to another folder. Delete it, and export again.`);
    }
  }
}
