import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncodedFile, EncodedFiles } from '../../../collector/publish/encode.ts';

/*
 * Stands in for the last step of a publish where hundreds of them are made for other reasons than
 * to test it: three compressions of each file, and a sync of each to the disk, take a hundred times
 * longer than all that leads up to them. Whatever is tested here reads the plain files.
 */

const nothing = Buffer.alloc(0);

export async function encode(content: string | Buffer): Promise<EncodedFile> {
  const encoded = { br: nothing, gzip: nothing, zstd: nothing };
  return { identity: Buffer.from(content), encoded, hash: 'plain' };
}

export async function encodeAll(files: ReadonlyMap<string, string>): Promise<EncodedFiles> {
  const encoded = [...files].map(async ([path, content]) => [path, await encode(content)] as const);
  return new Map(await Promise.all(encoded));
}

/** Writes the files of the feed, without those of single stations and regions. */
export class DirectoryPublisher {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async publish(sequence: number, files: EncodedFiles): Promise<void> {
    await mkdir(join(this.#directory, 'v1'), { recursive: true });
    for (const [path, { identity }] of files) {
      if (!path.includes('/')) await writeFile(join(this.#directory, 'v1', path), identity);
    }
    await writeFile(join(this.#directory, 'sequence'), String(sequence));
  }

  async currentSequence(): Promise<number | null> {
    const text = await readFile(join(this.#directory, 'sequence'), 'utf8').catch(() => null);
    return text === null ? null : Number(text);
  }
}
