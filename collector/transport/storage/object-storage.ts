import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import type { Dispatcher } from 'undici';
import { noProxies, type Proxies } from '../../sources/proxies.ts';
import { type Duration, type Instant, seconds } from '../../time/clock.ts';
import { ByteSink } from '../byte-sink.ts';
import { waitBeforeAttempt } from '../retry.ts';
import { request } from '../undici.ts';
import { untilAborted } from '../until-aborted.ts';
import { type ListedObject, readListing } from './listing.ts';
import { type StorageAddress, type StorageCredentials, urlOfObject } from './storage-address.ts';
import { storageConnections, TooManyBytes } from './storage-connections.ts';
import { codeOf, refusalOf, StorageError } from './storage-error.ts';

/** From the first byte of one request to the last of its answer. */
const requestDeadline: Duration = seconds(20);

/** Attempts of one request, the first included. */
const attemptsAllowed = 3;

/** Objects below a prefix: a feed of 740 stations has 1,000. A storage may list pages without end. */
const mostObjects = 100_000;

/** Those have 1,000 each, or what is left of 1,000 beside what was removed. */
const mostPages = 1_000;

/** Of all pages: 100,000 objects with all that S3 says of each have 40 MB. */
const mostListedBytes = 64 * 1024 * 1024;

/** Bytes of an error or of a page of a listing; of an object the caller says how many. */
const answerBytes = 4 * 1024 * 1024;

export interface StoredObject {
  readonly bytes: Buffer;
  /** As the storage said it, in quotes; `null` where it says none. */
  readonly etag: string | null;
  readonly modifiedAt: Instant | null;
  /** `Content-Encoding`; empty where there is none, as the other two. */
  readonly coding: string;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** What an object is sent back with. */
export interface ObjectHeaders {
  readonly 'content-type': string;
  readonly 'cache-control': string;
  readonly 'content-encoding'?: string;
}

/** What has to hold for a write: nobody wrote since, or nobody ever did. */
export type Condition = { readonly ifMatch: string } | { readonly ifNoneMatch: '*' };

interface Asking {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly mostBytes?: number;
  readonly stop: AbortSignal | undefined;
}

/**
 * Objects in a storage that speaks S3: keys below the prefix of its address. Every request is signed
 * with the hash of its body, so that what arrives damaged is refused; ends by a deadline; and is tried
 * three times at most, where a second try can help. All reject with StorageError, or the reason of
 * `stop`.
 */
export class ObjectStorage implements AsyncDisposable {
  readonly address: StorageAddress;
  readonly #credentials: StorageCredentials;
  readonly #dispatcher: Dispatcher;
  /** Of the requests under way, how many bytes each may bring. */
  readonly #awaited: number[] = [];

  constructor(
    address: StorageAddress,
    credentials: StorageCredentials,
    proxies: Proxies = noProxies,
  ) {
    this.address = address;
    this.#credentials = credentials;
    this.#dispatcher = storageConnections(proxies, () => Math.max(answerBytes, ...this.#awaited));
  }

  /** `null` where there is none. `mostBytes`: more are refused. */
  async get(key: string, mostBytes: number, stop?: AbortSignal): Promise<StoredObject | null> {
    try {
      return await this.#ask({ method: 'GET', key, mostBytes, stop });
    } catch (error) {
      if (error instanceof StorageError && error.refusal === 'missing') return null;
      throw error;
    }
  }

  /** Returns the entity tag of what is there now, where the storage says it. */
  async put(
    key: string,
    body: Buffer,
    headers: ObjectHeaders,
    condition: Condition | null = null,
    stop?: AbortSignal,
  ): Promise<string | null> {
    const conditional = condition === null ? {} : headersOfCondition(condition);
    const answer = await this.#ask({
      method: 'PUT',
      key,
      body,
      headers: { ...headers, ...conditional },
      stop,
    });
    return answer.etag;
  }

  /** One that is not there is removed, too. */
  async delete(key: string, stop?: AbortSignal): Promise<void> {
    await this.#ask({ method: 'DELETE', key, stop });
  }

  /** All objects below the prefix, by key without it. */
  async list(stop?: AbortSignal): Promise<ReadonlyMap<string, ListedObject>> {
    const { prefix } = this.address;
    const found = new Map<string, ListedObject>();
    let token: string | null = null;
    let pages = 0;
    let read = 0;
    do {
      const query: Record<string, string> = {
        'list-type': '2',
        ...(prefix !== '' && { prefix }),
        ...(token !== null && { 'continuation-token': token }),
      };
      const { bytes } = await this.#ask({ method: 'GET', key: '', query, stop });
      read += bytes.length;
      if (read > mostListedBytes) throw tooMany();
      const page = readListing(bytes.toString('utf8'));
      for (const [key, object] of page.objects) {
        if (key.startsWith(prefix)) found.set(key.slice(prefix.length), object);
      }
      pages += 1;
      if (found.size > mostObjects || pages > mostPages) throw tooMany();
      token = page.nextToken;
    } while (token !== null);
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#dispatcher.destroy();
  }

  async #ask(asking: Asking): Promise<StoredObject> {
    for (let attempt = 1; ; attempt += 1) {
      asking.stop?.throwIfAborted();
      try {
        return await this.#askOnce(asking);
      } catch (error) {
        asking.stop?.throwIfAborted();
        const isWorthIt = error instanceof StorageError && error.refusal === 'transient';
        if (!isWorthIt || attempt >= attemptsAllowed) throw error;
        const { stop: signal } = asking;
        await wait(waitBeforeAttempt(attempt, Math.random()), undefined, signal && { signal });
      }
    }
  }

  async #askOnce({
    method,
    key,
    query,
    headers,
    body,
    mostBytes,
    stop,
  }: Asking): Promise<StoredObject> {
    const url = urlOfObject(this.address, key === '' ? '' : `${this.address.prefix}${key}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const what = `${method} ${url.pathname}`;
    const deadline = AbortSignal.timeout(requestDeadline);
    const signal = stop === undefined ? deadline : AbortSignal.any([deadline, stop]);
    const awaited = mostBytes ?? answerBytes;
    this.#awaited.push(awaited);
    try {
      const signed = await this.#sign(method, url, headers, body);
      const asked = request(signed.url, {
        method,
        dispatcher: this.#dispatcher,
        signal,
        headersTimeout: requestDeadline,
        bodyTimeout: requestDeadline,
        headers: Object.fromEntries(signed.headers),
        body: body ?? null,
      });
      const response = await untilAborted(asked, signal);
      const { statusCode: status } = response;
      const most = status < 300 ? awaited : answerBytes;
      const sink = new ByteSink(most, () => tooLarge(what, status, most));
      for await (const chunk of response.body) sink.add(chunk as Uint8Array);
      if (status < 200 || status > 299) throw errorOf(what, status, sink.bytes);
      return objectOf(response.headers, sink.bytes);
    } catch (error) {
      if (error instanceof StorageError) throw error;
      stop?.throwIfAborted();
      if (error instanceof TooManyBytes) throw tooLarge(what, null, awaited);
      const detail = deadline.aborted
        ? `no answer within ${requestDeadline / 1000} s`
        : `no answer (${codeOfFailure(error)})`;
      throw new StorageError(what, 'transient', null, detail, { cause: error });
    } finally {
      this.#awaited.splice(this.#awaited.indexOf(awaited), 1);
    }
  }

  async #sign(
    method: string,
    url: URL,
    headers: Readonly<Record<string, string>> = {},
    body: Buffer = Buffer.alloc(0),
  ): Promise<{ url: URL; headers: Headers }> {
    const { accessKeyId, secretAccessKey, sessionToken } = this.#credentials;
    const bodyHash = createHash('sha256').update(body).digest('hex');
    return new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers, 'x-amz-content-sha256': bodyHash },
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== null && { sessionToken }),
      service: 's3',
      region: this.address.region,
    }).sign();
  }
}

/** What the headers of an answer say of the object in it. */
function objectOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  bytes: Buffer,
): StoredObject {
  const header = (name: string) => String(headers[name] ?? '');
  const modifiedAt = Date.parse(header('last-modified'));
  return {
    bytes,
    etag: header('etag') === '' ? null : header('etag'),
    modifiedAt: Number.isNaN(modifiedAt) ? null : modifiedAt,
    coding: header('content-encoding'),
    contentType: header('content-type'),
    cacheControl: header('cache-control'),
  };
}

function tooLarge(what: string, status: number | null, most: number): StorageError {
  return new StorageError(what, 'strange', status, `more than ${most} bytes`);
}

function tooMany(): StorageError {
  const detail = `more than ${mostObjects} objects, ${mostPages} pages or ${mostListedBytes / (1024 * 1024)} MB below the prefix`;
  return new StorageError('The list of objects', 'strange', 200, detail);
}

function headersOfCondition(condition: Condition): Record<string, string> {
  return 'ifMatch' in condition
    ? { 'if-match': condition.ifMatch }
    : { 'if-none-match': condition.ifNoneMatch };
}

function errorOf(what: string, status: number, body: Buffer): StorageError {
  const code = codeOf(body);
  const detail = code === '' ? `HTTP status ${status}` : `HTTP status ${status}, ${code}`;
  return new StorageError(what, refusalOf(status, code), status, detail);
}

/** As `ECONNREFUSED` or `UND_ERR_SOCKET`. */
function codeOfFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
