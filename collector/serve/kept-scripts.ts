import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { kindOf } from '../publish/kind-of.ts';
import type { Logger } from '../telemetry/log.ts';
import {
  type AssetMount,
  filesOf,
  floatingMount,
  frozenMount,
  pageFolders,
  pageMounts,
  widgetMounts,
} from './assets.ts';
import { integrityFileOf } from './integrity.ts';
import { packedOf, writePacked } from './packed-beside.ts';
import type { Widget } from './widget.ts';

/**
 * In the data directory, for every web server that shows it:
 *
 *     widget/builds/5f3a…/   scripts as they were built, compressed too, and the operators' page
 *     widget/1.4.2           link to the build that was first served under that version; never moves
 *     widget/1               link to the newest build of that major version
 *
 * A page that names `/w/1.4.2/` gets those bytes after every upgrade of ours.
 */
export const scriptsFolder = 'widget';
const builds = 'builds';

/** A build by its hash, and one in the making with a UUID behind it. */
const buildFolder = /^[0-9a-f]{32}(?:\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/;

/** Whether a path is that of a build, or of a link, that is in the making. */
export function isHalfMade(path: string): boolean {
  return /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(path);
}

type Files = ReadonlyMap<string, Buffer>;

/**
 * Puts the scripts of `widget` with those of earlier versions, and returns where all of them stand.
 * On a disk that cannot be written they are served from where they are, and the log says so.
 */
export async function keepScripts(
  dataDirectory: string,
  widget: Widget,
  log: Logger,
): Promise<AssetMount[]> {
  const root = join(dataDirectory, scriptsFolder);
  try {
    await keep(root, widget, log);
  } catch (error) {
    const why = error instanceof PlaceError ? { action: error.message } : { err: error };
    log.error(
      { code: 'scripts-not-kept', ...why },
      'The scripts of the ticker cannot be kept for later versions; they are served from the package.',
    );
    return [
      ...(await keptMounts(dataDirectory, log)),
      ...widgetMounts(widget.directory, widget.version),
      ...pageMounts(widget.directory),
    ];
  }
  return keptMounts(dataDirectory, log);
}

/**
 * Where the scripts stand that were kept. The newest major version brings the page for operators.
 */
export async function keptMounts(dataDirectory: string, log: Logger): Promise<AssetMount[]> {
  const root = join(dataDirectory, scriptsFolder);
  const mounts: AssetMount[] = [];
  let newest: { readonly major: number; readonly directory: string } | null = null;
  for (const [name, build] of await linksIn(root)) {
    const directory = join(root, builds, build);
    const files = await filesOf(directory).catch(() => null);
    if (files === null || hashOf(files) !== build) {
      log.error(
        { code: 'damaged-scripts', version: name, directory },
        'Scripts kept for a version of the ticker are damaged and not served. Put the folder back from a backup, or delete its link and install that version once more.',
      );
      continue;
    }
    const isFrozen = name.includes('.');
    mounts.push(isFrozen ? frozenMount(directory, name) : floatingMount(directory, name));
    if (!isFrozen && Number(name) >= (newest?.major ?? 0)) {
      newest = { major: Number(name), directory };
    }
  }
  return newest === null ? mounts : [...mounts, ...pageMounts(newest.directory)];
}

async function keep(root: string, widget: Widget, log: Logger): Promise<void> {
  const { version, directory } = widget;
  const files = new Map(await filesOf(directory));
  const integrity = integrityFileOf(version, await filesOf(directory, pageFolders));
  files.set('integrity.json', Buffer.from(JSON.stringify(integrity)));
  const build = hashOf(files);
  for (const place of [root, join(root, builds), join(root, builds, build)])
    await refuseOther(place);
  await mkdir(join(root, builds), { recursive: true });
  await writeBuild(join(root, builds, build), files, directory);
  const links = await linksIn(root);
  const first = links.get(version);
  if (first === undefined) await point(root, version, build);
  else if (first !== build) {
    log.warn(
      { code: 'frozen-scripts', version },
      `The scripts differ from those that were first served as version ${version}. /w/${version}/ keeps those; a new build needs a new version.`,
    );
  }
  await point(root, version.split('.')[0] ?? version, build);
  await removeUnused(root);
}

/** `from`: where the files stand already, with what the build has packed beside them. */
async function writeBuild(target: string, files: Files, from: string): Promise<void> {
  const there = await filesOf(target).catch(() => null);
  if (there !== null && hashOf(there) === hashOf(files)) return;
  const temporary = `${target}.${randomUUID()}`;
  try {
    for (const [name, content] of files) {
      const path = join(temporary, name);
      await mkdir(dirname(path), { recursive: true });
      await writePacked(path, await packedOf(join(from, name), content));
    }
    // What is there under that name is damaged.
    await rm(target, { recursive: true, force: true });
    await rename(temporary, target);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Lets a name lead to a build, in one step. */
async function point(root: string, name: string, build: string): Promise<void> {
  const temporary = join(root, `${name}.${randomUUID()}`);
  await symlink(join(builds, build), temporary);
  await rename(temporary, join(root, name));
}

/** Removes folders that are named as a build, or as one that was never finished, and nothing else. */
async function removeUnused(root: string): Promise<void> {
  const used = new Set((await linksIn(root)).values());
  for (const entry of await readdir(join(root, builds), { withFileTypes: true })) {
    if (!entry.isDirectory() || !buildFolder.test(entry.name) || used.has(entry.name)) continue;
    await rm(join(root, builds, entry.name), { recursive: true, force: true });
  }
}

/** What is not ours stands where the scripts have to go. The message says what to do. */
class PlaceError extends Error {
  override readonly name = 'PlaceError';
}

/**
 * Builds are removed there, so behind a link they would be removed from a folder of somebody else. Throws PlaceError
 * where it is no folder.
 */
async function refuseOther(path: string): Promise<void> {
  const kind = await kindOf(path);
  if (kind === 'missing' || kind === 'folder') return;
  if (kind === 'other') {
    throw new PlaceError(
      `${path} is no folder. nalssi keeps the scripts of the ticker there: move it away.`,
    );
  }
  throw new PlaceError(
    `${path} is a link. nalssi removes old scripts there, so it must be a folder of its own: remove the link. To keep the scripts elsewhere, set NALSSI_DATA_DIR.`,
  );
}

/** The names of versions, and the builds that they lead to. */
async function linksIn(root: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const links = new Map<string, string>();
  for (const { name } of entries) {
    if (!/^\d+(\.\d+\.\d+)?$/.test(name)) continue;
    const target = await readlink(join(root, name)).catch(() => '');
    const build = /^builds\/([0-9a-f]{32})$/.exec(target)?.[1];
    if (build !== undefined) links.set(name, build);
  }
  return links;
}

/** Of the names and bytes of a build, 32 hex digits. */
function hashOf(files: Files): string {
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort()) {
    const content = createHash('sha256')
      .update(files.get(name) ?? '')
      .digest('hex');
    hash.update(`${name}\n${content}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}
