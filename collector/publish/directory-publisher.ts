import {
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  rename,
  symlink,
  unlink,
} from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import type { Instant } from '../time/clock.ts';
import { type Coding, codingSuffixes, type EncodedFile, type EncodedFiles } from './encode.ts';
import { type PublishFolder, publishName, removePublish } from './remove-publish.ts';

/** A publish that a reader may still be in the middle of must stay a while. */
const generationsKept = 3;

/** Something that no publish made stands where a publish has to go. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
}

const folders: readonly PublishFolder[] = ['generations', 'bodies'];

/**
 * Publishes into a directory that any web server can serve: `v1` there is a link to the newest of
 * `generations/`, each a whole publish. Files and their directories are on disk before the link
 * moves, in one step, so a reader sees all files of one publish or all of another, and a crash at
 * any moment leaves the previous publish in place.
 *
 * The names below `v1` are links as well, to `bodies/`, where a file is named by the hash of its
 * content: a web server that resolves the links before it opens the file knows the entity tag, and
 * that the bytes belong to it, without being told of a publish.
 *
 * The directory itself may be a link. Nothing is removed that a publish has not made, and no link is
 * followed to remove anything.
 */
export class DirectoryPublisher {
  readonly #directory: string;

  /** `directory`: an absolute path; made when missing. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * Publishes `files` (by path below `/v1/`). Those that changed have `at` as their time of
   * modification. Throws DirectoryError, or the file system's error; nothing moved then.
   */
  async publish(sequence: number, files: EncodedFiles, at: Instant = Date.now()): Promise<void> {
    const name = String(sequence).padStart(10, '0');
    const generation = join(this.#directory, 'generations', name);
    const bodies = join(this.#directory, 'bodies', name);
    await this.#checkPlace();
    await removeHalf(generation, bodies);
    try {
      const current = await this.#currentName();
      const before = current === null ? null : join(this.#directory, 'bodies', current);
      await writeGeneration({ generation, bodies, before }, files, at);
    } catch (error) {
      // A full disk must not be filled with halves of publishes.
      await removeHalf(generation, bodies).catch(() => undefined);
      throw error;
    }
    await this.#point(join('generations', name));
    await this.#removeOld(name);
  }

  async #point(target: string): Promise<void> {
    const link = join(this.#directory, 'v1');
    const temporary = `${link}.new`;
    if ((await kindOf(temporary)) === 'link') await unlink(temporary);
    await symlink(target, temporary);
    await rename(temporary, link);
    await syncDirectory(this.#directory);
  }

  async #removeOld(current: string): Promise<void> {
    for (const kind of folders) {
      const root = join(this.#directory, kind);
      const names = (await readdir(root, { withFileTypes: true }))
        .filter((entry) => entry.isDirectory() && publishName.test(entry.name))
        .map((entry) => entry.name)
        .filter((name) => name !== current)
        .sort();
      for (const name of names.slice(0, Math.max(0, names.length - generationsKept + 1))) {
        await removePublish(join(root, name), kind);
      }
    }
  }

  /** Throws DirectoryError where something stands in the way that is not ours to replace. */
  async #checkPlace(): Promise<void> {
    for (const kind of folders) {
      const path = join(this.#directory, kind);
      const found = await kindOf(path);
      if (found === 'link') {
        throw new DirectoryError(
          `${path} is a link. nalssi removes old publishes there, so it must be a folder of its own: remove the link. To keep the feed elsewhere, link the feed directory or set NALSSI_DATA_DIR.`,
        );
      }
      if (found === 'other') {
        throw new DirectoryError(`${path} is no folder. Move it away; nalssi makes the folder.`);
      }
    }
    const link = join(this.#directory, 'v1');
    const found = await kindOf(link);
    if (found === 'missing') return;
    if (found !== 'link') {
      throw new DirectoryError(
        `${link} is not the link that nalssi makes. Move it away, or set NALSSI_DATA_DIR to another folder.`,
      );
    }
    if ((await this.#currentName()) === null) {
      throw new DirectoryError(
        `${link} leads to ${await readlink(link)}, which is no publish of nalssi. Remove the link, or set NALSSI_DATA_DIR to another folder.`,
      );
    }
  }

  /** Sequence of the publish that the link points to, or `null` before the first. */
  async currentSequence(): Promise<number | null> {
    const name = await this.#currentName();
    return name === null ? null : Number(name);
  }

  /** `null` also where `v1` is not ours. */
  async #currentName(): Promise<string | null> {
    const path = join(this.#directory, 'v1');
    if ((await kindOf(path)) !== 'link') return null;
    const [folder, name = '', ...more] = (await readlink(path)).split('/');
    return folder === 'generations' && publishName.test(name) && more.length === 0 ? name : null;
  }
}

/** What stands at a path, without following a link there. */
async function kindOf(path: string): Promise<'missing' | 'link' | 'folder' | 'other'> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return 'link';
    return found.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'missing';
    throw error;
  }
}

/** Removes what is left of a publish that broke off. Throws DirectoryError where more stands there. */
async function removeHalf(generation: string, bodies: string): Promise<void> {
  for (const [path, kind] of [
    [generation, 'generations'],
    [bodies, 'bodies'],
  ] as const) {
    const found = await kindOf(path);
    const isGone = found === 'missing' || (found === 'folder' && (await removePublish(path, kind)));
    if (isGone) continue;
    throw new DirectoryError(
      `${path} holds what nalssi has not made, and the next publish has to go there. Move it away.`,
    );
  }
}

interface GenerationFolders {
  readonly generation: string;
  readonly bodies: string;
  /** Bodies of the publish before, where what has not changed is already on disk. */
  readonly before: string | null;
}

async function writeGeneration(
  { generation, bodies, before }: GenerationFolders,
  files: EncodedFiles,
  at: Instant,
): Promise<void> {
  for (const directory of [generation, bodies]) await mkdir(directory, { recursive: true });
  const written = new Set<string>();
  const directories = new Set([bodies, generation, dirname(bodies), dirname(generation)]);
  for (const [path, file] of files) {
    const name = join(generation, path);
    if (!directories.has(dirname(name))) {
      await mkdir(dirname(name), { recursive: true });
      for (let from = dirname(name); from !== generation; from = dirname(from)) {
        directories.add(from);
      }
    }
    const body = `${file.hash}${extname(path)}`;
    const isNew = !written.has(body);
    written.add(body);
    // Together, because a disk flushes several files in hardly more time than one.
    await Promise.all(
      formsOf(file).map(async ([suffix, bytes]) => {
        const target = join(bodies, `${body}${suffix}`);
        if (isNew) {
          const kept = before !== null && (await isKept(join(before, `${body}${suffix}`), target));
          if (!kept) await writeDurably(target, bytes, at);
        }
        await symlink(relative(dirname(name), target), `${name}${suffix}`);
      }),
    );
  }
  await Promise.all([...directories].map(syncDirectory));
}

/** A file's bytes by what the name of each form ends with. */
function formsOf({ identity, encoded }: EncodedFile): [string, Buffer][] {
  const codings = Object.entries(encoded) as [Coding, Buffer][];
  return [
    ['', identity],
    ...codings.map(([coding, bytes]): [string, Buffer] => [codingSuffixes[coding], bytes]),
  ];
}

/** Gives a body of the publish before a second name: that saves writing and flushing it again. */
async function isKept(body: string, target: string): Promise<boolean> {
  try {
    await link(body, target);
    return true;
  } catch {
    // It is new, or this file system has no hard links.
    return false;
  }
}

async function writeDurably(path: string, bytes: Buffer, at: Instant): Promise<void> {
  // Never over a body that an earlier publish may share.
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.utimes(at / 1000, at / 1000);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
