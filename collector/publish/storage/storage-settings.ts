import {
  endpointOf,
  isRegion,
  type StorageCredentials,
} from '../../transport/storage/storage-address.ts';
import { type StorageTarget, storageTargetOf } from './storage-target.ts';

/** The feed directory, storages, or both. */
export interface PublishSettings {
  readonly isInDirectory: boolean;
  readonly storages: readonly StorageTarget[];
  /** For all of them; `null` where there are none. Secret. */
  readonly credentials: StorageCredentials | null;
}

type Given = Readonly<Record<string, string | undefined>>;

export interface SettingFault {
  readonly variable: string;
  /** What is wrong and what to do. Holds no secret and nothing of an address. */
  readonly says: string;
}

/**
 * What `NALSSI_PUBLISH` and the variables of S3 ask for: `directory` where it is not set. Each fault
 * is named; with one the settings are not to be used. `needsStorage`: state is to lie there, too.
 */
export function publishSettingsOf(
  given: Given,
  needsStorage = false,
): PublishSettings | readonly SettingFault[] {
  const places = (given['NALSSI_PUBLISH'] ?? 'directory').split(/[\s,]+/).filter(Boolean);
  const faults: SettingFault[] = [];
  const fault = (variable: string, says: string) => faults.push({ variable, says });
  const storages: StorageTarget[] = [];
  const texts = places.filter((place) => place !== 'directory');
  const standard = texts.length === 0 ? usualPlace : standardOf(given, fault);
  if (places.length === 0) fault('NALSSI_PUBLISH', `names no place. ${placesKnown}`);
  for (const text of new Set(texts)) {
    if (!text.startsWith('s3://')) {
      fault('NALSSI_PUBLISH', `names a place that is not known. ${placesKnown}`);
      continue;
    }
    const target = storageTargetOf(text, standard);
    if (typeof target === 'string') fault('NALSSI_PUBLISH', `${target}. ${placesKnown}`);
    else if (storages.some((other) => isSamePlace(other, target))) {
      fault('NALSSI_PUBLISH', 'names one bucket and prefix twice. Name it once.');
    } else storages.push(target);
  }
  if (needsStorage && texts.length === 0) {
    fault(
      'NALSSI_STORE',
      'is publish, and NALSSI_PUBLISH names no storage. Name one as in s3://bucket/prefix, or unset NALSSI_STORE.',
    );
  }
  const credentials = texts.length === 0 ? null : credentialsOf(given, fault);
  if (faults.length > 0) return faults;
  return { isInDirectory: places.includes('directory'), storages, credentials };
}

/** They would write over each other. */
function isSamePlace({ address: one }: StorageTarget, { address: other }: StorageTarget): boolean {
  return (
    one.bucket === other.bucket &&
    one.prefix === other.prefix &&
    one.endpoint?.href === other.endpoint?.href
  );
}

const placesKnown = 'Use directory, s3://bucket/prefix or both, with a comma between, or unset it.';

const usualPlace = { region: 'us-east-1', endpoint: null } as const;

function standardOf(
  given: Given,
  fault: (variable: string, says: string) => void,
): { readonly region: string; readonly endpoint: URL | null } {
  const ofRegion = given['AWS_REGION'] === undefined ? 'AWS_DEFAULT_REGION' : 'AWS_REGION';
  const named = given[ofRegion] ?? usualPlace.region;
  const region = isRegion(named) ? named : usualPlace.region;
  if (region !== named) fault(ofRegion, 'is no name of a region. Use one as ap-northeast-2 is.');
  const name =
    given['AWS_ENDPOINT_URL_S3'] === undefined ? 'AWS_ENDPOINT_URL' : 'AWS_ENDPOINT_URL_S3';
  const address = given[name];
  const endpoint = address === undefined ? null : endpointOf(address);
  if (address !== undefined && endpoint === null) {
    fault(
      name,
      'is not the address of a storage. Use http:// or https:// with a host, as in https://kr.object.ncloudstorage.com.',
    );
  }
  return { region, endpoint };
}

function credentialsOf(
  given: Given,
  fault: (variable: string, says: string) => void,
): StorageCredentials {
  const read = (name: 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY') => {
    const value = given[name];
    if (value === undefined) {
      fault(name, 'is not set, and NALSSI_PUBLISH names a storage. Set it to the key for it.');
    } else if (/\s/.test(value)) {
      fault(name, 'holds blanks, which no key has. Copy the key again.');
    }
    return value ?? '';
  };
  return {
    accessKeyId: read('AWS_ACCESS_KEY_ID'),
    secretAccessKey: read('AWS_SECRET_ACCESS_KEY'),
    sessionToken: given['AWS_SESSION_TOKEN'] ?? null,
  };
}
