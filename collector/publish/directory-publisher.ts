import { mkdir, open, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Coding, codingSuffixes, type EncodedFiles } from './encode.ts';

/** A publish that a reader may still be in the middle of must stay a while. */
const generationsKept = 3;

/**
 * Publishes into a directory that any web server can serve: `v1` there is a link to the newest of
 * `generations/`, each a whole publish. Files and their directories are on disk before the link
 * moves, in one step, so a reader sees all files of one publish or all of another, and a crash at
 * any moment leaves the previous publish in place.
 */
export class DirectoryPublisher {
  readonly #directory: string;

  /** `directory`: an absolute path; made when missing. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Publishes `files` (by path below `/v1/`). Throws the file system's error; nothing moved then. */
  async publish(sequence: number, files: EncodedFiles): Promise<void> {
    const name = String(sequence).padStart(10, '0');
    const generation = join(this.#directory, 'generations', name);
    await rm(generation, { recursive: true, force: true });
    await mkdir(generation, { recursive: true });
    const directories = new Set([generation]);
    for (const [path, file] of files) {
      const target = join(generation, path);
      if (!directories.has(dirname(target))) {
        await mkdir(dirname(target), { recursive: true });
        for (let at = dirname(target); at !== generation; at = dirname(at)) directories.add(at);
      }
      await writeDurably(target, file.identity);
      for (const [coding, bytes] of Object.entries(file.encoded) as [Coding, Buffer][]) {
        await writeDurably(`${target}${codingSuffixes[coding]}`, bytes);
      }
    }
    for (const directory of directories) await syncDirectory(directory);
    await syncDirectory(dirname(generation));
    await this.#point(join('generations', name));
    await this.#removeOld(name);
  }

  async #point(target: string): Promise<void> {
    const link = join(this.#directory, 'v1');
    const temporary = `${link}.new`;
    await rm(temporary, { force: true });
    await symlink(target, temporary);
    await rename(temporary, link);
    await syncDirectory(this.#directory);
  }

  async #removeOld(current: string): Promise<void> {
    const root = join(this.#directory, 'generations');
    const names = (await readdir(root)).filter((name) => name !== current).sort();
    for (const name of names.slice(0, Math.max(0, names.length - generationsKept + 1))) {
      await rm(join(root, name), { recursive: true, force: true });
    }
  }

  /** Sequence of the publish that the link points to, or `null` before the first. */
  async currentSequence(): Promise<number | null> {
    try {
      const target = await readlink(join(this.#directory, 'v1'));
      return Number(target.split('/').at(-1));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
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
