import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Coding, codings, type EncodedFile } from '../encode.ts';

const head = z.object({
  hash: z.string(),
  isKept: z.boolean(),
  lengths: z.object({ br: z.int(), zstd: z.int(), gzip: z.int() }),
});

/** A file in all its codings as one value: nobody who reads it has to compress it again. */
export function packFile({ identity, encoded, hash }: EncodedFile): Buffer {
  const lengths = Object.fromEntries(codings.map((coding) => [coding, encoded[coding].length]));
  const says = Buffer.from(JSON.stringify({ hash, isKept: identity !== null, lengths }));
  const size = Buffer.alloc(2);
  size.writeUInt16BE(says.length);
  return Buffer.concat([size, says, ...codings.map((coding) => encoded[coding])]);
}

/** Throws where the bytes are not of `packFile`. */
export function unpackFile(bytes: Buffer): EncodedFile {
  const begin = 2 + bytes.readUInt16BE(0);
  const { hash, isKept, lengths } = head.parse(JSON.parse(bytes.toString('utf8', 2, begin)));
  const forms: Partial<Record<Coding, Buffer>> = {};
  let at = begin;
  for (const coding of codings) {
    forms[coding] = bytes.subarray(at, at + lengths[coding]);
    at += lengths[coding];
  }
  if (at !== bytes.length) throw new Error('a file is cut off');
  const encoded = forms as Record<Coding, Buffer>;
  return isKept ? new KeptFile(hash, encoded) : { identity: null, encoded, hash };
}

/** One that is often read as it is: it is unpacked when it first is. */
class KeptFile implements EncodedFile {
  readonly hash: string;
  readonly encoded: Readonly<Record<Coding, Buffer>>;
  #identity: Buffer | null = null;

  constructor(hash: string, encoded: Readonly<Record<Coding, Buffer>>) {
    this.hash = hash;
    this.encoded = encoded;
  }

  get identity(): Buffer {
    this.#identity ??= gunzipSync(this.encoded.gzip);
    return this.#identity;
  }
}
