import { writeFile } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  type Coding,
  codingSuffixes,
  codings,
  type EncodedFile,
  encode,
  hashOf,
  identityOf,
} from '../publish/encode.ts';
import { readPlain } from '../publish/read-plain.ts';

// A file of a build and, beside it, the same in each coding: `nalssi.js`, `nalssi.js.br`, …

const unpack = { br: brotliDecompressSync, zstd: zstdDecompressSync, gzip: gunzipSync } as const;

/** Writes a file that is not there yet, in all forms. Rejects with the error of the system. */
export async function writePacked(path: string, file: EncodedFile): Promise<void> {
  await writeFile(path, identityOf(file), { flag: 'wx', flush: true });
  await writeForms(path, file);
}

/** Writes the forms of a file beside it, over those that are there. Rejects with the error of the system. */
export async function writeForms(path: string, { encoded }: EncodedFile): Promise<void> {
  for (const coding of codings) {
    const bytes = encoded[coding];
    if (bytes !== undefined) await writeFile(path + codingSuffixes[coding], bytes, { flush: true });
  }
}

/**
 * The forms of `content` that stand beside `path`; made anew where one is missing or holds anything else, which
 * takes 60 times as long as to read and unpack them.
 */
export async function packedOf(path: string, content: Buffer): Promise<EncodedFile> {
  try {
    const read = codings.map(async (coding) => {
      const packed = path + codingSuffixes[coding];
      // None is larger than what it packs, but for some bytes.
      const bytes = await readPlain(packed, content.length + 1_000, { followsLinks: false });
      return bytes && isPacked(bytes, coding, content) ? ([coding, bytes] as const) : null;
    });
    const forms = (await Promise.all(read)).filter((form) => form !== null);
    if (forms.length === codings.length) {
      const encoded = Object.fromEntries(forms) as EncodedFile['encoded'];
      return { identity: content, encoded, hash: hashOf(content) };
    }
  } catch (error) {
    // A link is none of ours.
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'ELOOP'].includes(code)) throw error;
  }
  return encode(content, 'lasting');
}

function isPacked(bytes: Buffer, coding: Coding, content: Buffer): boolean {
  try {
    return unpack[coding](bytes, { maxOutputLength: content.length + 1 }).equals(content);
  } catch {
    // Whatever unpacking says of it, it is not what it should be.
    return false;
  }
}
