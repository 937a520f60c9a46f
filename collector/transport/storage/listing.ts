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

/** Reads an answer to ListObjectsV2. Throws StorageError `strange` where it is none. */
export function readListing(xml: string): Listing {
  const objects = new Map<string, ListedObject>();
  let nextToken: string | null = null;
  let isListing = false;
  let object: Record<string, string> = {};
  const path: string[] = [];
  let text = '';
  const parser = new SaxesParser();
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
    if (name !== 'Contents' || object['Key'] === undefined) return;
    const modifiedAt = Date.parse(object['LastModified'] ?? '');
    objects.set(object['Key'], {
      etag: object['ETag'] ?? '',
      modifiedAt: Number.isNaN(modifiedAt) ? null : modifiedAt,
    });
  });
  try {
    parser.write(xml).close();
  } catch (cause) {
    throw new StorageError('The list of objects', 'strange', 200, 'is no XML', { cause });
  }
  if (!isListing) throw new StorageError('The list of objects', 'strange', 200, 'is none');
  return { objects, nextToken };
}
