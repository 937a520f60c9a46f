/** Where objects lie, in any storage that speaks S3. */
export interface StorageAddress {
  readonly bucket: string;
  /** What all keys begin with: empty, or with a slash at its end. */
  readonly prefix: string;
  /** As in `ap-northeast-2`; it is part of each signature. */
  readonly region: string;
  /** Of a storage that is not Amazon's, as in `https://kr.object.ncloudstorage.com`; `null` for Amazon's. */
  readonly endpoint: URL | null;
}

/** Who asks. Secret, but for the id. */
export interface StorageCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of keys that end after some hours. */
  readonly sessionToken: string | null;
}

/**
 * `s3://bucket/prefix`, with `?endpoint=https://…` and `?region=…` for those that are not `standard`.
 * What is wrong with it is returned as a sentence, which holds nothing of it.
 */
export function storageAddressOf(
  text: string,
  standard: { readonly region: string; readonly endpoint: URL | null },
): StorageAddress | string {
  const [, bucket = '', path = '', query = ''] =
    /^s3:\/\/([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/.exec(text) ?? [];
  if (!/^[a-z0-9](?:[a-z0-9.-]{1,61}[a-z0-9])$/.test(bucket)) {
    return 'has no bucket: 3 to 63 small letters, digits, points and hyphens after s3://';
  }
  const folders = path.split('/').filter((folder) => folder !== '');
  if (!folders.every((folder) => /^[\w.~-]+$/.test(folder) && !/^\.+$/.test(folder))) {
    return 'has a prefix with other characters than letters, digits, - . _ ~ and slashes';
  }
  const asked = new URLSearchParams(query);
  const strange = [...asked.keys()].find((name) => name !== 'region' && name !== 'endpoint');
  if (strange !== undefined)
    return 'knows region=, endpoint= and coding= after its ?, and nothing else';
  const region = asked.get('region') ?? standard.region;
  if (!isRegion(region)) return 'has a region that is no name, as ap-northeast-2 is one';
  const endpointText = asked.get('endpoint');
  const endpoint = endpointText === null ? standard.endpoint : endpointOf(endpointText);
  if (endpointText !== null && endpoint === null) {
    return 'has an endpoint that is no address, as https://kr.object.ncloudstorage.com is one';
  }
  const prefix = folders.map((folder) => `${folder}/`).join('');
  return { bucket, prefix, region, endpoint };
}

/** Whether a text can be the name of a region, which becomes part of a host. */
export function isRegion(text: string): boolean {
  return /^[\w-]+$/.test(text);
}

/** The address of a storage: http or https, a host, and nothing behind it but a path; else `null`. */
export function endpointOf(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  const isPlain = url.username === '' && url.password === '' && !/[?#]/.test(text);
  return isWeb && isPlain ? url : null;
}

/**
 * The URL of an object, or of the bucket where `key` is empty. Amazon's buckets are hosts of their own
 * (but for names with points, which no certificate covers), those behind an endpoint are its folders:
 * each storage knows that form.
 */
export function urlOfObject({ bucket, region, endpoint }: StorageAddress, key: string): URL {
  if (endpoint !== null) {
    const base = endpoint.href.replace(/\/$/, '');
    return new URL(`${base}/${bucket}${key === '' ? '' : `/${key}`}`);
  }
  if (bucket.includes('.')) return new URL(`https://s3.${region}.amazonaws.com/${bucket}/${key}`);
  return new URL(`https://${bucket}.s3.${region}.amazonaws.com/${key}`);
}
