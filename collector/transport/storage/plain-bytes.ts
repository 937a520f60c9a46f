import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { StoredObject } from './object-storage.ts';

/**
 * What an object holds, without its content coding. Throws zlib's error where it is damaged, or holds
 * more than `mostBytes`.
 */
export function plainBytesOf({ bytes, coding }: StoredObject, mostBytes: number): Buffer {
  if (coding === 'gzip') return gunzipSync(bytes, { maxOutputLength: mostBytes });
  if (coding === 'br') return brotliDecompressSync(bytes, { maxOutputLength: mostBytes });
  return bytes;
}
