import { codings, type EncodedFile, hashDigits, identityOf } from '../encode.ts';
import { saidBytesOf } from '../gunzip.ts';

/** What stands in a value, in this order: the content as it is only where no form of it was packed. */
const parts = ['identity', ...codings] as const;
type Part = (typeof parts)[number];

/** The hash, whether the content is at hand, and the length of each part: many readers read it each time. */
const headBytes = hashDigits + 1 + 4 * parts.length;

/** The length of a part that is not there. */
const absent = 0xffff_ffff;

/** A file in all its codings as one value: nobody who reads it has to compress it again. */
export function packFile({ identity, encoded, hash }: EncodedFile): Buffer {
  const forms: Partial<Record<Part, Buffer>> =
    encoded.gzip === undefined && identity !== null ? { identity, ...encoded } : encoded;
  const head = Buffer.alloc(headBytes);
  head.write(hash, 0, hashDigits, 'latin1');
  head.writeUInt8(identity === null ? 0 : 1, hashDigits);
  for (const [index, part] of parts.entries()) {
    head.writeUInt32BE(forms[part]?.length ?? absent, hashDigits + 1 + 4 * index);
  }
  return Buffer.concat([head, ...parts.flatMap((part) => forms[part] ?? [])]);
}

export interface UnpackedFile {
  readonly file: EncodedFile;
  /** Bytes that it may take in memory. */
  readonly held: number;
}

/**
 * Nothing is unpacked yet: of a hundred files that come with new weather a server reads a handful as they are, and all
 * wait for them. Throws where the bytes are not of `packFile`, or say that they hold more than `mostBytes` of content.
 */
export function unpackFile(bytes: Buffer, mostBytes: number): UnpackedFile {
  if (bytes.length < headBytes) throw new Error('a file is damaged');
  const hash = bytes.toString('latin1', 0, hashDigits);
  const isKept = bytes.readUInt8(hashDigits) === 1;
  const forms: Partial<Record<Part, Buffer>> = {};
  let at = headBytes;
  for (const [index, part] of parts.entries()) {
    const length = bytes.readUInt32BE(hashDigits + 1 + 4 * index);
    if (length === absent) continue;
    forms[part] = bytes.subarray(at, at + length);
    at += length;
  }
  if (at !== bytes.length || !/^[0-9a-f]+$/.test(hash)) throw new Error('a file is damaged');
  const { identity = null, ...encoded } = forms;
  const bytesOfContent = identity?.length ?? saidBytesOf(encoded.gzip ?? Buffer.alloc(0));
  if (bytesOfContent > mostBytes) throw new Error(`a file has more than ${mostBytes} bytes`);
  if (identity !== null || !isKept) {
    return { file: { identity, encoded, hash }, held: bytes.length };
  }
  return { file: new KeptFile(hash, encoded), held: bytes.length + bytesOfContent };
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

  /** Throws as `identityOf` does. */
  get identity(): Buffer {
    this.#identity ??= identityOf({ identity: null, encoded: this.encoded, hash: this.hash });
    return this.#identity;
  }
}
