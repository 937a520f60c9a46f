import { type StorageAddress, storageAddressOf } from '../../transport/storage/storage-address.ts';
import type { Coding } from '../encode.ts';

/** A storage that the feed is published to. */
export interface StorageTarget {
  readonly address: StorageAddress;
  /**
   * How objects are compressed. A storage does not ask what a reader accepts, as our server does;
   * gzip every browser, CDN and HTTP library can read, `curl` with `--compressed`.
   */
  readonly coding: Exclude<Coding, 'zstd'> | 'identity';
}

const codings = ['gzip', 'br', 'identity'] as const;

/**
 * `s3://bucket/prefix?endpoint=…&region=…&coding=gzip`. What is wrong with it is returned as a
 * sentence, which holds nothing of it.
 */
export function storageTargetOf(
  text: string,
  standard: { readonly region: string; readonly endpoint: URL | null },
): StorageTarget | string {
  const [place = '', query = ''] = text.split(/\?(.*)/s);
  const asked = new URLSearchParams(query);
  const word = asked.get('coding') ?? 'gzip';
  asked.delete('coding');
  const coding = codings.find((known) => known === word);
  if (coding === undefined) return `has a coding that is not ${codings.join(', ')}`;
  const address = storageAddressOf(asked.size === 0 ? place : `${place}?${asked}`, standard);
  return typeof address === 'string' ? address : { address, coding };
}
