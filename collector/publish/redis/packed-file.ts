import { gunzipSync } from 'node:zlib';
import { type Coding, codings, type EncodedFile, hashDigits } from '../encode.ts';

/** Hash, whether the file is kept as it is too, and the length of each coding: of 100 readers each reads it. */
const headBytes = hashDigits + 1 + 4 * codings.length;

/** A file in all its codings as one value: nobody who reads it has to compress it again. */
export function packFile({ identity, encoded, hash }: EncodedFile): Buffer {
  const head = Buffer.alloc(headBytes);
  head.write(hash, 0, hashDigits, 'latin1');
  head.writeUInt8(identity === null ? 0 : 1, hashDigits);
  for (const [index, coding] of codings.entries()) {
    head.writeUInt32BE(encoded[coding].length, hashDigits + 1 + 4 * index);
  }
  return Buffer.concat([head, ...codings.map((coding) => encoded[coding])]);
}

/** Throws where the bytes are not of `packFile`. */
export function unpackFile(bytes: Buffer): EncodedFile {
  const hash = bytes.toString('latin1', 0, hashDigits);
  const forms: Partial<Record<Coding, Buffer>> = {};
  let at = headBytes;
  for (const [index, coding] of codings.entries()) {
    const length = bytes.readUInt32BE(hashDigits + 1 + 4 * index);
    forms[coding] = bytes.subarray(at, at + length);
    at += length;
  }
  if (at !== bytes.length || !/^[0-9a-f]+$/.test(hash)) throw new Error('a file is damaged');
  const encoded = forms as Record<Coding, Buffer>;
  const isKept = bytes.readUInt8(hashDigits) === 1;
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
