import { constants } from 'node:buffer';
import { gunzipSync } from 'node:zlib';

/** No byte of deflate becomes more: 258 bytes of two bits. */
const mostOfAByte = 1032;

/** A head of ten bytes, two for nothing at all, and eight at the end. */
const fewestBytes = 20;

/**
 * How many bytes a gzip says it holds, at its end (RFC 1952, ISIZE): `gunzip` gives as many, or throws. Throws where it
 * does not begin as a gzip, or says more than could be in it.
 */
export function saidBytesOf(gzip: Buffer): number {
  const isGzip = gzip.length >= fewestBytes && gzip.readUInt16BE(0) === 0x1f8b;
  const said = isGzip ? gzip.readUInt32LE(gzip.length - 4) : Number.POSITIVE_INFINITY;
  if (said > mostOfAByte * gzip.length) throw new Error('it is no gzip, or is cut off');
  return said;
}

/**
 * What a gzip holds, in memory of just that size: zlib takes 16 kB for each part of it else, which for the many
 * small files of a feed is most of what they cost. Throws zlib's error where it is damaged, and an error where it
 * has more than `mostBytes`, or has not what it says at its end, as two of them one after another.
 */
export function gunzip(gzip: Buffer, mostBytes: number = constants.MAX_LENGTH): Buffer {
  const said = saidBytesOf(gzip);
  if (said > mostBytes) throw new Error(`a gzip has more than ${mostBytes} bytes`);
  // With a byte to spare zlib sees that it is done, and asks for no more.
  const content = gunzipSync(gzip, {
    maxOutputLength: Math.max(1, said),
    chunkSize: Math.max(64, said + 1),
  });
  // A byte before garbage that says a megabyte would keep the memory of that.
  if (content.length !== said) throw new Error('a gzip has not what it says');
  return content;
}
