import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { gunzip } from './gunzip.ts';

/** Content codings we make, the one that serves readers best first. */
export const codings = ['br', 'zstd', 'gzip'] as const;
export type Coding = (typeof codings)[number];

/** What a coding adds to the name of a file on disk. */
export const codingSuffixes: Readonly<Record<Coding, string>> = {
  br: '.br',
  zstd: '.zst',
  gzip: '.gz',
};

/**
 * What a link says lies in its inode up to 59 characters, and above in a block of 4 kB of its own: with
 * 20 digits the link of each file of the feed, in each coding, is short enough. Their 80 bits are more
 * than enough to tell the files of a feed apart.
 */
export const hashDigits = 20;

/** A file with its compressed forms and the hash of its content. */
export interface EncodedFile {
  /** `null` for a file that is seldom read: `identityOf` unpacks it. */
  readonly identity: Buffer | null;
  /** None of what is published as it is. */
  readonly encoded: Readonly<Partial<Record<Coding, Buffer>>>;
  /** `hashDigits` hex digits, of the identity form. */
  readonly hash: string;
}

/** Files with their compressed forms, by path. */
export type EncodedFiles = ReadonlyMap<string, EncodedFile>;

/** The content of a file as it is. Throws as `gunzip` does where it is damaged, or has more than `mostBytes`. */
export function identityOf({ identity, encoded }: EncodedFile, mostBytes?: number): Buffer {
  if (identity !== null) return identity;
  if (encoded.gzip === undefined)
    throw new Error('A file has neither its content nor a gzip form.');
  return gunzip(encoded.gzip, mostBytes);
}

interface Effort {
  readonly brotli: number;
  readonly zstd: number;
  readonly gzip: number;
}

/**
 * For large files. Measured on the 1.5 MB of 740 stations in `observations.json`: brotli 7 takes 9 ms and
 * 8 MB of memory for 18.4 kB, 9 takes 15 ms and 32 MB for 17.6 kB, 11 more than a second. What was once
 * as large as 32 MB the C library keeps from then on, in each of its heaps.
 */
const large: Effort = { brotli: 7, zstd: 9, gzip: 6 };
/** Bytes. */
const smallUpTo = 48 * 1024;

/**
 * For small files that seldom change, of which brotli takes up to a tenth of a second, and for scripts and
 * pages, which are compressed once and read for a year.
 */
const lasting: Effort = { brotli: 11, zstd: 12, gzip: 9 };

/**
 * For small files that are read by many and change with each answer. Brotli 11 takes three to eight times
 * as long for 1 to 4 % fewer bytes, and of the 42 kB of 97 stations in `observations.json` 25 times.
 */
const often: Effort = { brotli: 10, zstd: 9, gzip: 9 };

/**
 * For files that last a minute, and for those that describe the feed, which few read and each start makes: from
 * an eleventh to a fortieth of the time that brotli 11 takes, for an eighth more bytes.
 */
const passing: Effort = { brotli: 7, zstd: 9, gzip: 9 };

/** For files that are many and seldom read. */
const quick: Effort = { brotli: 5, zstd: 5, gzip: 6 };

/** For files that readers wait for, and that are made with more care a minute later: a tenth of the time. */
const hasty: Effort = { brotli: 4, zstd: 3, gzip: 1 };

/**
 * How much time and memory a file is worth: `quick` are many, seldom read, and kept packed;
 * `often` are made with each answer; `passing` are made each minute, or seldom read; `lasting` are made once; `hasty` are
 * waited for; `plain` are read by servers, most of which do not unpack, and have no compressed forms.
 */
export type Care = 'quick' | 'usual' | 'often' | 'passing' | 'lasting' | 'hasty' | 'plain';

/** Compresses a file once, so that no request has to. */
export type Encode = (content: string | Buffer, care?: Care) => Promise<EncodedFile>;

/**
 * Of the table in which zstd looks for what it has seen. Its own choice for the 1.5 MB of 740 stations in
 * `observations.json` takes 12.6 MB of memory and a third more time for 0.2 % fewer bytes than this, which takes 3.
 */
const mostHashLog = 17;

/**
 * In the thread of the event loop, which takes turns in between: the longest step of the feed takes 20
 * ms. In the threads of libuv each had a heap of its own, and what was free in one was of no use
 * to the others: 45 MB at rest.
 */
export const encode: Encode = async (content, care = 'usual') => {
  const identity = Buffer.from(content);
  if (care === 'plain') return { identity, encoded: {}, hash: hashOf(identity) };
  const effort = effortFor(identity.length, care);
  // The usual windows of 4 to 8 MB for each small file kept the garbage collector busy for seconds.
  const windowLog = Math.min(22, Math.max(10, Math.ceil(Math.log2(identity.length + 1))));
  // The standard of 16 kB for each answer, however short, was most of what 740 files took.
  const chunkSize = Math.max(1024, Math.ceil(identity.length / 8));
  await nextTurn();
  const br = brotliCompressSync(identity, {
    chunkSize,
    params: {
      [constants.BROTLI_PARAM_QUALITY]: effort.brotli,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
      [constants.BROTLI_PARAM_LGWIN]: Math.max(windowLog, 16),
    },
  });
  await nextTurn();
  const gz = gzipSync(identity, { chunkSize, level: effort.gzip });
  const zst = zstdCompressSync(identity, {
    chunkSize,
    params: {
      [constants.ZSTD_c_compressionLevel]: effort.zstd,
      [constants.ZSTD_c_windowLog]: windowLog,
      [constants.ZSTD_c_hashLog]: Math.min(windowLog, mostHashLog),
    },
    pledgedSrcSize: identity.length,
  });
  const encoded = { br: alone(br), gzip: alone(gz), zstd: alone(zst) };
  return { identity: care === 'quick' ? null : identity, encoded, hash: hashOf(identity) };
};

/** `hashDigits` hex digits of what a file holds. */
export function hashOf(identity: Buffer): string {
  return createHash('sha256').update(identity).digest('hex').slice(0, hashDigits);
}

/** Without the rest of the memory that zlib hands out, however little of it is filled. */
function alone(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

function effortFor(bytes: number, care: Exclude<Care, 'plain'>): Effort {
  if (care === 'lasting') return lasting;
  if (care === 'quick') return quick;
  if (care === 'hasty') return hasty;
  if (bytes > smallUpTo) return large;
  if (care === 'passing') return passing;
  return care === 'often' ? often : lasting;
}

/** Compresses files one after another: all at once would take memory for all at once. */
export async function encodeAll(
  files: Iterable<readonly [path: string, text: string]>,
  encodeOne: (text: string, path: string) => Promise<EncodedFile> = (text) => encode(text),
): Promise<EncodedFiles> {
  const encoded = new Map<string, EncodedFile>();
  for (const [path, text] of files) encoded.set(path, await encodeOne(text, path));
  return encoded;
}
