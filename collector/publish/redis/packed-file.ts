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
  readonly file: PackedFile;
  /** Bytes that it may take in memory, once it is settled. */
  readonly held: number;
}

/**
 * Nothing is unpacked or copied yet: of a hundred files that come with new weather a server reads a handful as they are,
 * and all wait for them. Throws where the bytes are not of `packFile`, or say that they hold more than `mostBytes` of
 * content.
 */
export function unpackFile(bytes: Buffer, mostBytes: number): UnpackedFile {
  if (bytes.length < headBytes) throw new Error('a file is damaged');
  const hash = bytes.toString('latin1', 0, hashDigits);
  const isUnpackedOnce = bytes.readUInt8(hashDigits) === 1;
  const forms = formsIn(bytes);
  if (forms === null || !/^[0-9a-f]+$/.test(hash)) throw new Error('a file is damaged');
  const { identity, encoded } = forms;
  const bytesOfContent = identity?.length ?? saidBytesOf(encoded.gzip ?? Buffer.alloc(0));
  if (bytesOfContent > mostBytes) throw new Error(`a file has more than ${mostBytes} bytes`);
  const isKept = identity === null && isUnpackedOnce;
  const file = new PackedFile({ bytes, forms, hash, isKept });
  const held = bytes.length + (isKept ? bytesOfContent : 0);
  return { file, held };
}

type Forms = Pick<EncodedFile, 'identity' | 'encoded'>;

/** Parts of the bytes of `packFile`; `null` where they say another length than they have. */
function formsIn(bytes: Buffer): Forms | null {
  const forms: Partial<Record<Part, Buffer>> = {};
  let at = headBytes;
  for (const [index, part] of parts.entries()) {
    const length = bytes.readUInt32BE(hashDigits + 1 + 4 * index);
    if (length === absent) continue;
    forms[part] = bytes.subarray(at, at + length);
    at += length;
  }
  const { identity = null, ...encoded } = forms;
  return at === bytes.length ? { identity, encoded } : null;
}

class PackedFile implements EncodedFile {
  readonly hash: string;
  /** Until it is settled. */
  #bytes: Buffer | null;
  readonly #isKept: boolean;
  #forms: Forms;
  #unpacked: Buffer | null = null;

  /** `isKept`: whether it is often read as it is, and so unpacked once, when it first is. */
  constructor(packed: { bytes: Buffer; forms: Forms; hash: string; isKept: boolean }) {
    this.#bytes = packed.bytes;
    this.#forms = packed.forms;
    this.hash = packed.hash;
    this.#isKept = packed.isKept;
  }

  get encoded(): EncodedFile['encoded'] {
    return this.#forms.encoded;
  }

  /** Throws as `identityOf` does. */
  get identity(): Buffer | null {
    if (!this.#isKept) return this.#forms.identity;
    this.#unpacked ??= identityOf({ ...this.#forms, hash: this.hash });
    return this.#unpacked;
  }

  /** Keeps its own bytes alone from now on: until then it keeps all that it came in. */
  settle(): void {
    if (this.#bytes === null) return;
    this.#forms = formsIn(Buffer.from(this.#bytes)) ?? this.#forms;
    this.#bytes = null;
  }
}
