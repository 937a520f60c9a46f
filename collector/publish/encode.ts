import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';

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
  readonly identity: Buffer;
  readonly encoded: Readonly<Record<Coding, Buffer>>;
  /** Hex, of the identity form. */
  readonly hash: string;
}

interface Effort {
  /** Bytes. */
  readonly upTo: number;
  readonly brotli: number;
  readonly zstd: number;
  readonly gzip: number;
}

const hurried: Effort = { upTo: Number.POSITIVE_INFINITY, brotli: 9, zstd: 12, gzip: 9 };
const efforts: readonly Effort[] = [
  { upTo: 64 * 1024, brotli: 11, zstd: 19, gzip: 9 },
  { upTo: 512 * 1024, brotli: 10, zstd: 12, gzip: 9 },
];

/** For files that every reader asks for again and again. */
const dense: readonly Effort[] = [{ upTo: 1024 * 1024, brotli: 11, zstd: 19, gzip: 9 }];

/** For files that are many and seldom read. */
const quick: Effort = { upTo: 0, brotli: 5, zstd: 5, gzip: 6 };

/** How much time a file's size is worth. */
export type Care = 'quick' | 'usual' | 'dense';

/** What the size of a file of the feed is worth. */
function careFor(path: string): Care {
  return path === 'ticker.json' || path === 'observations.json' ? 'dense' : 'usual';
}

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
const zstd = promisify(zstdCompress);

/**
 * Compresses a file once, so that no request has to: a small one as well as each coding can, a
 * large one as well as it can in some milliseconds, or with care `dense` in half a second. Measured on
 * the 530 kB of 740 stations in `observations.json`: brotli 9 takes 8 ms for 13.2 kB, 10 takes 90 ms
 * for 13.5 kB, 11 takes 600 ms for 11.3 kB.
 */
export async function encode(content: string | Buffer, care: Care = 'usual'): Promise<EncodedFile> {
  const identity = Buffer.from(content);
  const effort = effortFor(identity.length, care);
  // The usual windows of 4 to 8 MB for each small file kept the garbage collector busy for seconds.
  const windowLog = Math.min(22, Math.max(10, Math.ceil(Math.log2(identity.length + 1))));
  const [br, gz, zst] = await Promise.all([
    brotli(identity, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: effort.brotli,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
        [constants.BROTLI_PARAM_LGWIN]: Math.max(windowLog, 16),
      },
    }),
    gzipped(identity, { level: effort.gzip }),
    zstd(identity, {
      params: {
        [constants.ZSTD_c_compressionLevel]: effort.zstd,
        [constants.ZSTD_c_windowLog]: windowLog,
      },
      pledgedSrcSize: identity.length,
    }),
  ]);
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 32);
  return { identity, encoded: { br, gzip: gz, zstd: zst }, hash };
}

function effortFor(bytes: number, care: Care): Effort {
  if (care === 'quick') return quick;
  const choice = care === 'dense' ? [...dense, ...efforts] : efforts;
  return choice.find(({ upTo }) => bytes <= upTo) ?? hurried;
}

/** Files with their compressed forms, by path. */
export type EncodedFiles = ReadonlyMap<string, EncodedFile>;

/** Each file with the care that its path is worth. */
export async function encodeAll(files: ReadonlyMap<string, string>): Promise<EncodedFiles> {
  const encoded = await Promise.all(
    [...files].map(async ([path, text]) => [path, await encode(text, careFor(path))] as const),
  );
  return new Map(encoded);
}
