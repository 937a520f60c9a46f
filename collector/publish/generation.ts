import { mkdir, open, rename, symlink, unlink } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { type Duration, type Instant, seconds } from '../time/clock.ts';
import {
  type Coding,
  codingSuffixes,
  type EncodedFile,
  type EncodedFiles,
  identityOf,
} from './encode.ts';

/** A body that no name leads to any more stays this long for a reader who has just resolved one. */
const bodiesStay: Duration = seconds(10);

/** They tell how new the rest is, and move when the rest has. */
const pointers: readonly string[] = ['index.json', 'health.json'];

/**
 * A folder of names and one of bodies. A body is named by the hash of its content and never written
 * twice; a name is a link to its body, and moves in one step. So each file is whole at any moment,
 * and a reader who resolves the link before opening it knows the entity tag.
 */
export class Generation {
  readonly #names: string;
  readonly #bodies: string;
  /** What each name leads to. */
  readonly #shown = new Map<string, EncodedFile>();
  /** Bodies on disk, with all their forms. */
  readonly #written = new Map<string, readonly string[]>();
  /** Those that no name leads to, and since when, by the monotonic clock. */
  readonly #retired = new Map<string, number>();
  readonly #folders = new Set<string>();

  private constructor(names: string, bodies: string) {
    this.#names = names;
    this.#bodies = bodies;
  }

  /**
   * A new one with these files, on disk when this resolves. `names` and `bodies` must not exist.
   * Rejects as `update` does.
   */
  static async make(
    { names, bodies }: { readonly names: string; readonly bodies: string },
    files: EncodedFiles,
    at: Instant,
    stop?: AbortSignal,
  ): Promise<Generation> {
    const generation = new Generation(names, bodies);
    for (const folder of [names, bodies]) {
      await mkdir(folder, { recursive: true });
      await syncFolder(dirname(folder));
    }
    generation.#folders.add(names);
    await generation.update(files, at, stop);
    return generation;
  }

  /**
   * Makes `files` those that are shown. The bodies are on disk before a name moves, and all other
   * names before those of `index.json` and `health.json`. Rejects with the file system's error;
   * what is there is whole then, and perhaps partly of this publish. With the reason of `stop` as
   * long as no name has moved, and with what `confirm` says before names move.
   */
  async update(
    files: EncodedFiles,
    at: Instant,
    stop?: AbortSignal,
    confirm?: () => Promise<unknown>,
  ): Promise<void> {
    const changed = [...files].filter(([path, { hash }]) => this.#shown.get(path)?.hash !== hash);
    let isWritten = false;
    for (const [path, file] of changed) {
      stop?.throwIfAborted();
      isWritten = (await this.#writeBody(bodyOf(path, file), file, at)) || isWritten;
    }
    if (isWritten) await syncFolder(this.#bodies);
    const isPointer = ([path]: readonly [string, EncodedFile]) => pointers.includes(path);
    const gone = [...this.#shown.keys()].filter((path) => !files.has(path));
    await confirm?.();
    await this.#show(
      changed.filter((entry) => !isPointer(entry)),
      gone,
    );
    await confirm?.();
    await this.#show(changed.filter(isPointer), []);
    await this.#removeRetired();
  }

  /** Returns whether there was something to write. */
  async #writeBody(body: string, file: EncodedFile, at: Instant): Promise<boolean> {
    this.#retired.delete(body);
    if (this.#written.has(body)) return false;
    const forms = formsOf(file);
    this.#written.set(
      body,
      forms.map(([suffix]) => suffix),
    );
    // Together, because a disk flushes several files in hardly more time than one.
    await Promise.all(
      forms.map(([suffix, bytes]) =>
        writeDurably(join(this.#bodies, `${body}${suffix}`), bytes(), at),
      ),
    );
    return true;
  }

  async #show(
    changed: readonly (readonly [string, EncodedFile])[],
    gone: readonly string[],
  ): Promise<void> {
    const touched = new Set<string>();
    for (const [path, file] of changed) {
      const name = join(this.#names, path);
      await this.#makeFolder(dirname(name));
      const body = join(this.#bodies, bodyOf(path, file));
      for (const [suffix] of formsOf(file)) {
        await pointTo(`${name}${suffix}`, relative(dirname(name), `${body}${suffix}`));
      }
      touched.add(dirname(name));
      this.#retire(path);
      this.#shown.set(path, file);
    }
    for (const path of gone) {
      const name = join(this.#names, path);
      const file = this.#shown.get(path);
      for (const [suffix] of file === undefined ? [] : formsOf(file)) {
        await unlink(`${name}${suffix}`);
      }
      touched.add(dirname(name));
      this.#retire(path);
      this.#shown.delete(path);
    }
    await Promise.all([...touched].map(syncFolder));
  }

  async #makeFolder(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return;
    await this.#makeFolder(dirname(folder));
    await mkdir(folder, { recursive: true });
    await syncFolder(dirname(folder));
    this.#folders.add(folder);
  }

  #retire(path: string): void {
    const file = this.#shown.get(path);
    if (file !== undefined) this.#retired.set(bodyOf(path, file), performance.now());
  }

  async #removeRetired(): Promise<void> {
    const due = [...this.#retired].filter(([, since]) => performance.now() - since > bodiesStay);
    if (due.length === 0) return;
    const used = new Set([...this.#shown].map(([path, file]) => bodyOf(path, file)));
    for (const [body] of due) {
      this.#retired.delete(body);
      if (used.has(body)) continue;
      const suffixes = this.#written.get(body) ?? [];
      this.#written.delete(body);
      for (const suffix of suffixes) await unlink(join(this.#bodies, `${body}${suffix}`));
    }
  }
}

function bodyOf(path: string, { hash }: EncodedFile): string {
  return `${hash}${extname(path)}`;
}

/** What the name of each form of a file ends with, and where its bytes are. */
function formsOf(file: EncodedFile): [suffix: string, bytes: () => Buffer][] {
  const codings = Object.entries(file.encoded) as [Coding, Buffer][];
  return [
    ['', () => identityOf(file)],
    ...codings.map(([coding, bytes]): [string, () => Buffer] => [
      codingSuffixes[coding],
      () => bytes,
    ]),
  ];
}

/** Makes a link, or moves it in one step. */
export async function pointTo(name: string, target: string): Promise<void> {
  await symlink(target, `${name}.new`);
  await rename(`${name}.new`, name);
}

async function writeDurably(path: string, bytes: Buffer, at: Instant): Promise<void> {
  // Never over a body that is there already.
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.utimes(at / 1000, at / 1000);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
