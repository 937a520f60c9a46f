import type { StorageRefusal } from '../../transport/storage/storage-error.ts';

/** What an operator does about a refusal. It stands in `health.json`, so it names no place. */
const actions: Readonly<Record<StorageRefusal, string>> = {
  denied:
    'The storage refuses the key: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that the key may list, read, write and delete in the bucket.',
  missing: 'The storage says that an address is not there: check the endpoint.',
  'no-bucket': 'The bucket does not exist: make it, or correct its name in NALSSI_PUBLISH.',
  elsewhere:
    'The bucket is in another region or behind another address: correct region or endpoint, in NALSSI_PUBLISH or AWS_REGION and AWS_ENDPOINT_URL_S3.',
  changed: 'Somebody else writes to the same bucket and prefix: give each collector its own.',
  unsupported: 'The storage does not speak the part of S3 that is needed: PUT, GET, DELETE, list.',
  skewed: 'The clock of this machine differs too much from the storage’s: let it be set by NTP.',
  full: 'The storage has no room, or a quota of it is used up.',
  transient:
    'The storage does not answer, or asks to come later: check it and the network. It is tried again with each publish.',
  strange: 'The storage answers what S3 does not: check the endpoint.',
};

export function actionFor(refusal: StorageRefusal): string {
  return actions[refusal];
}
