import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

interface Installed {
  readonly manifest: { readonly version: string };
  readonly folder: string;
}

/**
 * A npm registry on loopback that has what is installed in the repository and nothing else, so that
 * `npm install` runs as on a machine with a network.
 */
export class Registry implements AsyncDisposable {
  readonly #server = createServer();
  readonly #installed = new Map<string, Installed[]>();
  readonly #tarballs = new Map<string, Buffer>();
  #url = '';

  private constructor() {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    for (const path of Object.keys(lock.packages)) {
      const name = path.split('node_modules/').at(-1) ?? '';
      const folder = join(root, path);
      const file = join(folder, 'package.json');
      if (!path.includes('node_modules/') || !existsSync(file)) continue;
      const others = this.#installed.get(name) ?? [];
      const manifest = JSON.parse(readFileSync(file, 'utf8'));
      this.#installed.set(name, [...others, { manifest, folder }]);
    }
    this.#server.on('request', (request, response) => {
      const path = decodeURIComponent(request.url ?? '').slice(1);
      const body = path.startsWith('-/') ? this.#tarballs.get(path) : this.#packument(path);
      if (body === undefined) response.writeHead(404).end();
      else response.end(body);
    });
  }

  static async start(): Promise<Registry> {
    const registry = new Registry();
    const server = registry.#server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    registry.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    return registry;
  }

  get url(): string {
    return this.#url;
  }

  /** What npm asks first: the versions that there are. */
  #packument(name: string): string | undefined {
    const found = this.#installed.get(name);
    if (found === undefined) return undefined;
    const versions = found.map(({ manifest, folder }) => {
      const path = `-/${name.replace('/', '+')}-${manifest.version}.tgz`;
      const tarball = this.#tarballs.get(path) ?? packed(folder);
      this.#tarballs.set(path, tarball);
      const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
      return [
        manifest.version,
        { ...manifest, dist: { tarball: `${this.#url}${encodeURI(path)}`, integrity } },
      ];
    });
    const [latest] = found.map(({ manifest }) => manifest.version);
    return JSON.stringify({
      name,
      'dist-tags': { latest },
      versions: Object.fromEntries(versions),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

function packed(folder: string): Buffer {
  const words = ['--exclude=./node_modules', '--transform=s,^\\.,package,', '-C', folder, '.'];
  return execFileSync('tar', ['-c', '-I', 'gzip -1', ...words], { maxBuffer: 1e8 });
}
