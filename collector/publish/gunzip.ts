import { constants } from 'node:buffer';
import { gunzipSync } from 'node:zlib';

/** No byte of deflate becomes more: 258 bytes of two bits. */
const mostOfAByte = 1032;

/**
 * What a gzip holds, in memory of just that size: zlib takes 16 kB for each part of it else, which for the many
 * small files of a feed is most of what they cost. Throws zlib's error where it is damaged, or has more than
 * `mostBytes`, and where it has not what it says at its end.
 */
export function gunzip(gzip: Buffer, mostBytes: number = constants.MAX_LENGTH): Buffer {
  const said = gzip.length < 4 ? 0 : gzip.readUInt32LE(gzip.length - 4);
  const room = Math.min(said, mostOfAByte * gzip.length, mostBytes);
  // With a byte to spare zlib sees that it is done, and asks for no more.
  const content = gunzipSync(gzip, {
    maxOutputLength: mostBytes,
    chunkSize: Math.max(64, room + 1),
  });
  // A byte before garbage that says a megabyte would keep the memory of that.
  if (content.length < room) throw new Error('a gzip has less than it says');
  return content;
}
