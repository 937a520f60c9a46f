import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { codings, type EncodedFile } from '../encode.ts';

/** What stands in a value, in this order: the content as it is only where no form of it was packed. */
const parts = ['identity', ...codings] as const;
type Part = (typeof parts)[number];

const head = z.object({
  hash: z.string(),
  isKept: z.boolean(),
  lengths: z.partialRecord(z.enum(parts), z.int().nonnegative()),
});

/** A file in all its codings as one value: nobody who reads it has to compress it again. */
export function packFile({ identity, encoded, hash }: EncodedFile): Buffer {
  const forms: Partial<Record<Part, Buffer>> =
    encoded.gzip === undefined && identity !== null ? { identity, ...encoded } : encoded;
  const present = parts.flatMap((part) => {
    const bytes = forms[part];
    return bytes === undefined ? [] : [[part, bytes] as const];
  });
  const lengths = Object.fromEntries(present.map(([part, { length }]) => [part, length]));
  const says = Buffer.from(JSON.stringify({ hash, isKept: identity !== null, lengths }));
  const size = Buffer.alloc(2);
  size.writeUInt16BE(says.length);
  return Buffer.concat([size, says, ...present.map(([, bytes]) => bytes)]);
}

/** Throws where the bytes are not of `packFile`. */
export function unpackFile(bytes: Buffer): EncodedFile {
  const begin = 2 + bytes.readUInt16BE(0);
  const { hash, isKept, lengths } = head.parse(JSON.parse(bytes.toString('utf8', 2, begin)));
  const forms: Partial<Record<Part, Buffer>> = {};
  let at = begin;
  for (const part of parts) {
    const length = lengths[part];
    if (length === undefined) continue;
    forms[part] = bytes.subarray(at, at + length);
    at += length;
  }
  if (at !== bytes.length) throw new Error('a file is cut off');
  const { identity = null, ...encoded } = forms;
  if (identity !== null || !isKept) return { identity, encoded, hash };
  return new KeptFile(hash, encoded);
}

/** One that is often read as it is: it is unpacked when it first is. */
class KeptFile implements EncodedFile {
  readonly hash: string;
  readonly encoded: EncodedFile['encoded'];
  #identity: Buffer | null = null;

  constructor(hash: string, encoded: EncodedFile['encoded']) {
    this.hash = hash;
    this.encoded = encoded;
  }

  /** Throws where there is no gzip form. */
  get identity(): Buffer {
    this.#identity ??= gunzipSync(this.encoded.gzip ?? Buffer.alloc(0));
    return this.#identity;
  }
}
