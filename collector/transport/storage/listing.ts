import { SaxesParser } from 'saxes';
import type { Instant } from '../../time/clock.ts';
import { StorageError } from './storage-error.ts';

/** What a storage says of an object without handing it out. */
export interface ListedObject {
  /** In quotes; the MD5 of its bytes with most storages, and anything else with the others. */
  readonly etag: string;
  /** `null` where it cannot be read. */
  readonly modifiedAt: Instant | null;
}

export interface Listing {
  /** By key. */
  readonly objects: ReadonlyMap<string, ListedObject>;
  /** For the next page; `null` on the last. */
  readonly nextToken: string | null;
}

/** No S3 has longer keys. Tags are those of 32 characters with a few more; others are none that could be compared. */
const longestKey = 1_024;
const longestTag = 256;

/** S3's lists have four floors, and elements one attribute: a parser keeps what is open, at a hundred bytes for each. */
const mostFloors = 16;
const mostAttributes = 16;

/** It goes into the address of the next request, which servers take up to 8 kB of. */
const longestToken = 4_096;

/**
 * Reads an answer to ListObjectsV2. What is longer than an object's key or tag can be is left out: a
 * list stays in memory for an hour. Throws StorageError `strange` where it is none.
 */
export function readListing(xml: string): Listing {
  const objects = new Map<string, ListedObject>();
  let nextToken: string | null = null;
  let isListing = false;
  let object: Record<string, string> = {};
  const path: string[] = [];
  let text = '';
  let attributes = 0;
  const parser = new SaxesParser();
  parser.on('opentagstart', () => {
    attributes = 0;
    if (path.length >= mostFloors) throw new Error('It is too deep.');
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > mostAttributes) throw new Error('An element has too many attributes.');
  });
  parser.on('opentag', ({ name }) => {
    path.push(name);
    text = '';
    if (path.length === 1) isListing = name === 'ListBucketResult';
    if (name === 'Contents') object = {};
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('closetag', ({ name }) => {
    path.pop();
    if (path.at(-1) === 'Contents') object[name] = text;
    if (name === 'NextContinuationToken' && path.length === 1) nextToken = text;
    if (name !== 'Contents') return;
    const { Key: key, ETag: etag = '' } = object;
    if (key === undefined || key.length > longestKey) return;
    const modifiedAt = Date.parse(object['LastModified'] ?? '');
    objects.set(apart(key), {
      etag: etag.length > longestTag ? '' : apart(etag),
      modifiedAt: Number.isNaN(modifiedAt) ? null : modifiedAt,
    });
  });
  try {
    parser.write(xml).close();
  } catch (cause) {
    throw new StorageError('The list of objects', 'strange', 200, 'is no XML', { cause });
  }
  if (!isListing) throw new StorageError('The list of objects', 'strange', 200, 'is none');
  return { objects, nextToken: tokenThatFits(nextToken) };
}

/** Throws StorageError where it does not go into an address. */
function tokenThatFits(token: string | null): string | null {
  if (token === null || token.length <= longestToken) return token;
  const detail = `names its next page in more than ${longestToken} characters`;
  throw new StorageError('The list of objects', 'strange', 200, detail);
}

/** The same text by itself: one that was cut out of a page would keep all of the page in memory. */
function apart(text: string): string {
  return Buffer.from(text).toString();
}
