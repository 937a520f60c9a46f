import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Encode, EncodedFiles } from '../../collector/publish/encode.ts';
import type { PublishedEdition, Publisher } from '../../collector/publish/publisher.ts';

const nothing = Buffer.alloc(0);

/** Leaves a file as it is. */
export const plainEncode: Encode = async (content) => {
  const identity = Buffer.from(content);
  return { identity, encoded: { br: nothing, zstd: nothing, gzip: nothing }, hash: 'plain' };
};

/** Writes the files at the top of the feed, without those of single stations and regions. */
export class PlainPublisher implements Publisher {
  readonly id = 'directory';
  readonly name = 'The plain directory';
  readonly action = 'Look at the test.';
  readonly #directory: string;
  #files: EncodedFiles = new Map();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** A file of the last publish, below `/v1/`. */
  textOf(path: string): string {
    return String(this.#files.get(path)?.identity ?? '');
  }

  async publish({ sequence }: PublishedEdition, files: EncodedFiles): Promise<void> {
    this.#files = files;
    await mkdir(join(this.#directory, 'v1'), { recursive: true });
    for (const [path, { identity }] of files) {
      if (path.includes('/') || identity === null) continue;
      await writeFile(join(this.#directory, 'v1', path), identity);
    }
    await writeFile(join(this.#directory, 'sequence'), String(sequence));
  }

  async currentSequence(): Promise<number | null> {
    const text = await readFile(join(this.#directory, 'sequence'), 'utf8').catch(() => null);
    return text === null ? null : Number(text);
  }
}
