import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface KeptObject {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly modifiedAt: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** How it takes `If-Match`: as HTTP has it; without quotes, as Ceph does; or no condition at all, as Swift. */
export type Conditions = 'quoted' | 'bare' | 'none';

const keptHeaders = ['content-type', 'cache-control', 'content-encoding'] as const;
const pageLength = 1_000;

/**
 * A storage with one bucket in the memory of this process, for what asks it a hundred thousand times: S3 as
 * far as a publisher speaks it, with conditional writes as HTTP has them, and times of a clock that is
 * given. It believes every signature.
 */
export class MemoryStorage implements AsyncDisposable {
  readonly bucket = 'feed';
  readonly credentials = {
    accessKeyId: 'memorykey',
    secretAccessKey: 'testing-secret-of-memory',
    sessionToken: null,
  };
  readonly objects = new Map<string, KeptObject>();
  readonly #now: () => number;
  readonly #conditions: Conditions;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  private constructor(now: () => number, conditions: Conditions) {
    this.#now = now;
    this.#conditions = conditions;
  }

  static async start(
    now: () => number = Date.now,
    conditions: Conditions = 'quoted',
  ): Promise<MemoryStorage> {
    const storage = new MemoryStorage(now, conditions);
    await new Promise<void>((resolve) => storage.#server.listen(0, '127.0.0.1', resolve));
    return storage;
  }

  get endpoint(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const url = new URL(request.url ?? '/', 'http://storage');
    const [, , ...path] = url.pathname.split('/');
    const key = decodeURIComponent(path.join('/'));
    if (request.method === 'PUT') this.#put(key, body, request, response);
    else if (request.method === 'DELETE') {
      this.objects.delete(key);
      response.writeHead(204).end();
    } else if (url.searchParams.has('list-type')) this.#list(url.searchParams, response);
    else this.#get(key, response);
  }

  #put(key: string, bytes: Buffer, { headers }: IncomingMessage, response: ServerResponse): void {
    const there = this.objects.get(key);
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
    if (this.#conditions === 'none' && (ifMatch ?? ifNoneMatch) !== undefined) {
      sendError(response, 501, 'NotImplemented');
      return;
    }
    const tag = this.#conditions === 'bare' ? there?.etag.replaceAll('"', '') : there?.etag;
    const isRefused =
      (ifNoneMatch === '*' && there !== undefined) || (ifMatch !== undefined && ifMatch !== tag);
    if (isRefused) {
      sendError(response, 412, 'PreconditionFailed');
      return;
    }
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    const said = keptHeaders.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    this.objects.set(key, {
      bytes,
      etag,
      modifiedAt: this.#now(),
      headers: Object.fromEntries(said),
    });
    response.writeHead(200, { ETag: etag }).end();
  }

  #get(key: string, response: ServerResponse): void {
    const object = this.objects.get(key);
    if (object === undefined) {
      sendError(response, 404, 'NoSuchKey');
      return;
    }
    const { bytes, etag, modifiedAt, headers } = object;
    const dated = { ETag: etag, 'Last-Modified': new Date(modifiedAt).toUTCString() };
    response.writeHead(200, { ...headers, ...dated, 'Content-Length': bytes.length }).end(bytes);
  }

  #list(query: URLSearchParams, response: ServerResponse): void {
    const prefix = query.get('prefix') ?? '';
    const after = query.get('continuation-token') ?? '';
    const all = [...this.objects]
      .filter(([key]) => key.startsWith(prefix) && key > after)
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
    const page = all.slice(0, pageLength);
    const contents = page.map(
      ([key, { etag, modifiedAt }]) =>
        `<Contents><Key>${key}</Key><LastModified>${new Date(modifiedAt).toISOString()}</LastModified><ETag>${etag.replaceAll('"', '&quot;')}</ETag></Contents>`,
    );
    const next =
      all.length > page.length
        ? `<NextContinuationToken>${page.at(-1)?.[0]}</NextContinuationToken>`
        : '';
    response.writeHead(200, { 'Content-Type': 'application/xml' });
    response.end(`<ListBucketResult>${contents.join('')}${next}</ListBucketResult>`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

function sendError(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'Content-Type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code></Error>`);
}
