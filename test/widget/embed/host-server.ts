import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FeedContent, FeedServer, loadAssets, version, widgetMounts } from '@nalssi/collector';
import type { TickerFile } from '@nalssi/schemas';
import { build, type Plugin } from 'vite';
import { encode, encodeAll } from '../../../collector/publish/encode.ts';
import type { Resource } from '../../../collector/serve/resource.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

const root = join(import.meta.dirname, '../../..');
const requireHere = createRequire(import.meta.url);

/** A page of somebody's site, or a script of it. */
export interface HostFile {
  readonly content: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Our own server, with the built ticker, a feed of the recording, and pages of other people. */
export class HostServer implements AsyncDisposable {
  readonly #server: FeedServer;
  readonly #feed: FeedContent;
  readonly #assets: Map<string, Resource>;
  /** Where the pages, the scripts and the feed are. */
  readonly origin: string;
  /** The same server under the name of another site. */
  readonly otherOrigin: string;

  private constructor(
    server: FeedServer,
    feed: FeedContent,
    assets: Map<string, Resource>,
    port: number,
  ) {
    this.#server = server;
    this.#feed = feed;
    this.#assets = assets;
    this.origin = `http://127.0.0.1:${port}`;
    this.otherOrigin = `http://localhost:${port}`;
  }

  static async start(files: Readonly<Record<string, HostFile>>): Promise<HostServer> {
    const assets = new Map(await loadAssets(widgetMounts(join(root, 'widget/dist'), version)));
    const feed = new FeedContent();
    const server = new FeedServer({ content: feed, assets, onError: () => undefined });
    const host = new HostServer(server, feed, assets, await server.listen('127.0.0.1', 0));
    for (const [path, file] of Object.entries(files)) await host.add(path, file);
    await host.publish(recordedTickerFile());
    return host;
  }

  /** Puts a page, or a script of one, at a path. */
  async add(path: string, file: HostFile): Promise<void> {
    this.#assets.set(path, await resourceOf(file));
  }

  async publish(file: TickerFile): Promise<void> {
    this.#feed.replace(
      await encodeAll(new Map([['ticker.json', JSON.stringify(file)]])),
      Date.now(),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.close(0);
  }
}

/** A page in Korean with `body`. */
export function page(body: string, headers: HostFile['headers'] = {}): HostFile {
  const content = `<!doctype html><html lang="ko"><meta charset="utf-8"><title>신문</title><link rel="icon" href="data:,"><body>${body}`;
  return { content, headers };
}

export function script(content: string): HostFile {
  return { content, contentType: 'text/javascript; charset=utf-8' };
}

/** The script of a package that a site would load from its own server. */
export function packageScript(path: string): HostFile {
  return script(readFileSync(requireHere.resolve(path), 'utf8'));
}

/** A site's own script from `hosts/`, bundled as its developers would. */
export function appScript(name: string): Promise<HostFile> {
  return builtScript(join(import.meta.dirname, 'hosts', `${name}.ts`), 'iife');
}

/** A script of one file, from a module and all that it imports. */
export async function builtScript(
  input: string,
  format: 'es' | 'iife',
  plugins: Plugin[] = [],
): Promise<HostFile> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins,
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        output: { format, codeSplitting: false },
      },
    },
  });
  const outputs = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const code = outputs.find((output) => output.type === 'chunk')?.code;
  if (code === undefined) throw new Error(`nothing was built from ${input}`);
  return script(code);
}

async function resourceOf({ content, contentType, headers }: HostFile): Promise<Resource> {
  return {
    file: await encode(content, 'quick'),
    contentType: contentType ?? 'text/html; charset=utf-8',
    cacheControl: 'no-store',
    lastModified: new Date(0).toUTCString(),
    ...(headers !== undefined && { headers }),
  };
}
