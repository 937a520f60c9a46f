import { ObjectStorage } from '../../collector/transport/storage/object-storage.ts';
import type { StorageCredentials } from '../../collector/transport/storage/storage-address.ts';

/** A server that speaks S3, with one bucket in it. */
export interface TestStorage extends AsyncDisposable {
  readonly endpoint: URL;
  readonly bucket: string;
  readonly credentials: StorageCredentials;
}

/** The objects in it below a prefix. */
export function storageAt(
  { endpoint, bucket, credentials }: Pick<TestStorage, 'endpoint' | 'bucket' | 'credentials'>,
  prefix = '',
): ObjectStorage {
  return new ObjectStorage({ endpoint, bucket, prefix, region: 'us-east-1' }, credentials);
}
