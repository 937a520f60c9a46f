import { readdir, readlink, stat, unlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type Instant, systemClock } from '../time/clock.ts';
import type { EncodedFiles } from './encode.ts';
import { Generation, pointTo, syncFolder } from './generation.ts';
import { kindOf } from './kind-of.ts';
import { isReachable, type PublishedEdition, type Publisher, PublisherError } from './publisher.ts';
import { readPlain } from './read-plain.ts';
import { type PublishFolder, publishName, removePublish } from './remove-publish.ts';

/** Something that no publish made stands where a publish has to go. */
class DirectoryError extends PublisherError {
  override readonly name = 'DirectoryError';

  /** `says` what is wrong with `path`, which is named as it stands beside the feed directory. */
  constructor(directory: string, path: string, says: string) {
    super(`${relative(dirname(directory), path)} ${says}`, path);
  }
}

const folders: readonly PublishFolder[] = ['generations', 'bodies'];

/**
 * Publishes into a directory that any web server can serve: `v1` there is a link to the newest of
 * `generations/`. The first publish of a process makes a generation of its own and moves the link
 * when all of it is on disk; from then on each name in it moves by itself, when its file has
 * changed, so that a minute in which nothing changed touches two files. What is promised, also to a
 * reader in the midst of a publish, and after the process was killed or the power went:
 *
 * - each file is whole, in each of its forms, and never older than it was;
 * - `index.json` and `health.json` move last: whoever has read a `sequence` there finds the files
 *   of that publish, or newer ones;
 * - bytes and entity tag belong together for whoever resolves the links before opening the file.
 *
 * The directory itself may be a link. Nothing is removed that a publish has not made, and no link
 * is followed to remove anything.
 */
export class DirectoryPublisher implements Publisher {
  readonly id = 'directory';
  readonly name = 'The feed directory';
  readonly action = 'Check that the disk has room and that the data directory can be written.';
  readonly #directory: string;
  /** What stands on the disk, as far as this process has put it there. */
  #live: { readonly name: string; readonly generation: Generation } | null = null;
  #hasOld = true;

  /** `directory`: an absolute path; made when missing. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * Throws DirectoryError, the file system's error, or the reason of `stop`. The directory is of this
   * collector alone, by its lock: while nobody says that another has taken over it goes on here.
   */
  async publish(
    { sequence, confirm }: PublishedEdition,
    files: EncodedFiles,
    at: Instant = systemClock.now(),
    stop?: AbortSignal,
  ): Promise<void> {
    await this.#checkPlace();
    const current = await this.#currentName();
    const live = this.#live;
    // After a failure, or when someone else has moved the link, nothing is taken for granted.
    this.#live = null;
    if (live !== null && live.name === current) {
      await live.generation.update(files, at, stop, confirm);
      this.#live = live;
      if (this.#hasOld) await this.#removeOld(live.name);
      return;
    }
    const name = String(sequence).padStart(10, '0');
    const generation = await this.#make(name, files, at, stop);
    await confirm?.();
    await this.#point(join('generations', name));
    this.#hasOld = true;
    this.#live = { name, generation };
  }

  async #make(
    name: string,
    files: EncodedFiles,
    at: Instant,
    stop: AbortSignal | undefined,
  ): Promise<Generation> {
    const names = join(this.#directory, 'generations', name);
    const bodies = join(this.#directory, 'bodies', name);
    await this.#removeHalf(names, bodies);
    try {
      return await Generation.make({ names, bodies }, files, at, stop);
    } catch (error) {
      // A full disk must not be filled with halves of publishes.
      await this.#removeHalf(names, bodies).catch(() => undefined);
      throw error;
    }
  }

  async #point(target: string): Promise<void> {
    const link = join(this.#directory, 'v1');
    if ((await kindOf(`${link}.new`)) === 'link') await unlink(`${link}.new`);
    await pointTo(link, target);
    await syncFolder(this.#directory);
  }

  /** Not at once: a reader may be in the midst of the generation before. */
  async #removeOld(current: string): Promise<void> {
    for (const kind of folders) {
      const root = join(this.#directory, kind);
      const names = (await readdir(root, { withFileTypes: true }))
        .filter((entry) => entry.isDirectory() && publishName.test(entry.name))
        .map((entry) => entry.name)
        .filter((name) => name !== current);
      for (const name of names) await removePublish(join(root, name), kind);
    }
    this.#hasOld = false;
  }

  /** Throws DirectoryError where something stands in the way that is not ours to replace. */
  async #checkPlace(): Promise<void> {
    const root = await stat(this.#directory).catch(() => null);
    if (root === null && (await kindOf(this.#directory)) === 'link') {
      const says = 'is a link to nowhere. Make the folder that it leads to, or remove the link.';
      throw new DirectoryError(this.#directory, this.#directory, says);
    }
    if (root !== null && !root.isDirectory()) {
      const says = 'is no folder. Move it away, or set NALSSI_DATA_DIR to another folder.';
      throw new DirectoryError(this.#directory, this.#directory, says);
    }
    for (const kind of folders) {
      const path = join(this.#directory, kind);
      const found = await kindOf(path);
      if (found === 'link') {
        throw new DirectoryError(
          this.#directory,
          path,
          `is a link. nalssi removes old publishes there, so it must be a folder of its own: remove the link. To keep the feed elsewhere, link the feed directory or set NALSSI_DATA_DIR.`,
        );
      }
      if (found === 'other') {
        throw new DirectoryError(
          this.#directory,
          path,
          'is no folder. Move it away; nalssi makes the folder.',
        );
      }
    }
    const link = join(this.#directory, 'v1');
    const found = await kindOf(link);
    if (found === 'missing') return;
    if (found !== 'link') {
      throw new DirectoryError(
        this.#directory,
        link,
        `is not the link that nalssi makes. Move it away, or set NALSSI_DATA_DIR to another folder.`,
      );
    }
    if ((await this.#currentName()) === null) {
      throw new DirectoryError(
        this.#directory,
        link,
        `leads to what is no publish of nalssi. Remove the link, or set NALSSI_DATA_DIR to another folder.`,
      );
    }
  }

  /**
   * Removes what is left of a publish that broke off. Throws DirectoryError where more stands
   * there.
   */
  async #removeHalf(generation: string, bodies: string): Promise<void> {
    for (const [path, kind] of [
      [generation, 'generations'],
      [bodies, 'bodies'],
    ] as const) {
      const found = await kindOf(path);
      const isGone =
        found === 'missing' || (found === 'folder' && (await removePublish(path, kind)));
      if (isGone) continue;
      throw new DirectoryError(
        this.#directory,
        path,
        'holds what nalssi has not made, and the next publish has to go there. Move it away.',
      );
    }
  }

  /**
   * Of `index.json`, which moves last; of the generation where there is none. What no collector has reached
   * is none of ours, and is replaced.
   */
  async currentSequence(): Promise<number | null> {
    const name = await this.#currentName();
    if (name === null) return null;
    const said = [Number(name), await sequenceOf(join(this.#directory, 'v1/index.json'))];
    return Math.max(0, ...said.filter(isReachable));
  }

  /** `null` also where `v1` is not ours. */
  async #currentName(): Promise<string | null> {
    const path = join(this.#directory, 'v1');
    if ((await kindOf(path)) !== 'link') return null;
    const [folder, name = '', ...more] = (await readlink(path)).split('/');
    return folder === 'generations' && publishName.test(name) && more.length === 0 ? name : null;
  }
}

/** `index.json` has 4 kB. */
const mostIndexBytes = 1_000_000;

/** 0 where there is no file that says. */
async function sequenceOf(path: string): Promise<number> {
  try {
    const bytes = await readPlain(path, mostIndexBytes, { followsLinks: true });
    if (bytes === null) return 0;
    const { sequence } = JSON.parse(bytes.toString('utf8')) as { sequence?: unknown };
    return Number.isSafeInteger(sequence) ? Number(sequence) : 0;
  } catch {
    return 0;
  }
}
