import { createHash } from 'node:crypto';
import type { ListedObject } from '../../transport/storage/listing.ts';
import type { ObjectHeaders } from '../../transport/storage/object-storage.ts';
import { type EncodedFile, identityOf } from '../encode.ts';
import type { StorageTarget } from './storage-target.ts';

/** A file of the site with what it is sent with. */
export interface SiteFile {
  readonly file: EncodedFile;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Files of the site by key: `v1/index.json`, `w/1/nalssi.js`. */
export type SiteFiles = ReadonlyMap<string, SiteFile>;

/** An object as it is put into a storage. */
export interface SiteObject {
  readonly bytes: Buffer;
  readonly headers: ObjectHeaders;
}

/** Scripts of a version, and what else never changes under its name. */
const frozen = /^(?:w\/\d+\.\d+\.\d+\/|v1\/schema\/)/;

export const isFrozen = (key: string): boolean => frozen.test(key);

/** One of a kind of which there are many, as the file of a station; of these some cease to be. */
const ofMany = /^v1\/(?:stations|boards|regions|history|embed|embed\/en)\/[\w-]+\.(?:json|html)$/;

/** What else stands below `v1/` may be of somebody else, and nobody but him removes it. */
export const isOfMany = (key: string): boolean => ofMany.test(key);

/** Whether a feed was published there once: schemas are put first and stay. */
export function isOfNalssi(listed: ReadonlyMap<string, unknown>): boolean {
  return [...listed.keys()].some((key) => key.startsWith('v1/schema/'));
}

/** It tells how new the rest is, is read first and guarded: nobody writes an older one over it. */
export const pointerKey = 'v1/index.json';

/** The other one that tells how new the rest is. */
const healthKey = 'v1/health.json';

/** Waves one after another: whoever has read a `sequence` finds the files of that publish, or newer ones. */
export function inWaves(keys: Iterable<string>): readonly (readonly string[])[] {
  const all = [...keys];
  const last = [healthKey, pointerKey];
  return [
    all.filter(isFrozen),
    all.filter((key) => !isFrozen(key) && !last.includes(key)),
    all.filter((key) => key === healthKey),
  ];
}

/** Compressed where that helps: pictures are already. */
export function objectOf(
  { file, contentType, cacheControl }: SiteFile,
  coding: StorageTarget['coding'],
): SiteObject {
  const plain = { 'content-type': contentType, 'cache-control': cacheControl };
  const packed = coding === 'identity' ? undefined : file.encoded[coding];
  const identity = identityOf(file);
  if (packed === undefined || packed.length >= identity.length * 0.95) {
    return { bytes: identity, headers: plain };
  }
  return { bytes: packed, headers: { ...plain, 'content-encoding': coding } };
}

/** Whether the storage says that these bytes are there. One whose tags are no MD5 never says so. */
export function isThere({ bytes }: SiteObject, listed: ListedObject | undefined): boolean {
  if (listed === undefined) return false;
  return listed.etag.replaceAll('"', '') === createHash('md5').update(bytes).digest('hex');
}
