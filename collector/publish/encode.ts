import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gunzipSync, gzip, zstdCompress } from 'node:zlib';

/** Content codings we make, the one that serves readers best first. */
export const codings = ['br', 'zstd', 'gzip'] as const;
export type Coding = (typeof codings)[number];

/** What a coding adds to the name of a file on disk. */
export const codingSuffixes: Readonly<Record<Coding, string>> = {
  br: '.br',
  zstd: '.zst',
  gzip: '.gz',
};

/** A file with its compressed forms and the hash of its content. */
export interface EncodedFile {
  /** `null` for a file that is seldom read: `identityOf` unpacks it. */
  readonly identity: Buffer | null;
  readonly encoded: Readonly<Record<Coding, Buffer>>;
  /** Hex, of the identity form. */
  readonly hash: string;
}

/** Files with their compressed forms, by path. */
export type EncodedFiles = ReadonlyMap<string, EncodedFile>;

/** The content of a file as it is. */
export function identityOf({ identity, encoded }: EncodedFile): Buffer {
  return identity ?? gunzipSync(encoded.gzip);
}

interface Effort {
  /** Bytes. */
  readonly upTo: number;
  readonly brotli: number;
  readonly zstd: number;
  readonly gzip: number;
}

/**
 * What the size of a file is worth. Measured on the 535 kB of 740 stations in `observations.json`:
 * brotli 9 takes 9 ms for 15.1 kB, 11 takes 1.3 s for 13.2 kB and 100 MB of memory while it does.
 */
const efforts: readonly Effort[] = [
  { upTo: 48 * 1024, brotli: 11, zstd: 12, gzip: 9 },
  { upTo: Number.POSITIVE_INFINITY, brotli: 9, zstd: 12, gzip: 6 },
];

/** For files that are many and seldom read. */
const quick: Effort = { upTo: 0, brotli: 5, zstd: 5, gzip: 6 };

/** How much time and memory a file is worth: `quick` are many, seldom read, and kept packed. */
export type Care = 'quick' | 'usual';

/** Compresses a file once, so that no request has to. */
export type Encode = (content: string | Buffer, care?: Care) => Promise<EncodedFile>;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
const zstd = promisify(zstdCompress);

export const encode: Encode = async (content, care = 'usual') => {
  const identity = Buffer.from(content);
  const effort = effortFor(identity.length, care);
  // The usual windows of 4 to 8 MB for each small file kept the garbage collector busy for seconds.
  const windowLog = Math.min(22, Math.max(10, Math.ceil(Math.log2(identity.length + 1))));
  // The standard of 16 kB for each answer, however short, was most of what 740 files took.
  const chunkSize = Math.max(1024, Math.ceil(identity.length / 8));
  // One after another: at once they would take the memory of three.
  const br = await brotli(identity, {
    chunkSize,
    params: {
      [constants.BROTLI_PARAM_QUALITY]: effort.brotli,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
      [constants.BROTLI_PARAM_LGWIN]: Math.max(windowLog, 16),
    },
  });
  const gz = await gzipped(identity, { chunkSize, level: effort.gzip });
  const zst = await zstd(identity, {
    chunkSize,
    params: {
      [constants.ZSTD_c_compressionLevel]: effort.zstd,
      [constants.ZSTD_c_windowLog]: windowLog,
    },
    pledgedSrcSize: identity.length,
  });
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 32);
  const encoded = { br: alone(br), gzip: alone(gz), zstd: alone(zst) };
  return { identity: care === 'quick' ? null : identity, encoded, hash };
};

/** Without the rest of the memory that zlib hands out, however little of it is filled. */
function alone(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

function effortFor(bytes: number, care: Care): Effort {
  if (care === 'quick') return quick;
  return efforts.find(({ upTo }) => bytes <= upTo) ?? quick;
}

/**
 * Compresses files one after another: each takes up to three threads, and all at once would take
 * memory for all at once.
 */
export async function encodeAll(
  files: Iterable<readonly [path: string, text: string]>,
  encodeOne: Encode = encode,
): Promise<EncodedFiles> {
  const encoded = new Map<string, EncodedFile>();
  for (const [path, text] of files) encoded.set(path, await encodeOne(text));
  return encoded;
}
