import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  globSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packInto } from '../../../packages/project.ts';
import { Registry } from '../../../packages/registry.ts';
import { sharedTarballs } from '../../../packages/shared-tarballs.ts';
import { freePort } from '../../../servers/free-port.ts';
import { november2024, weatherOf } from '../../../upstream/recording.ts';
import { Upstream } from '../../../upstream/upstream.ts';
import { movedOn } from '../../../upstream/weather.ts';
import { findTool } from '../tools.ts';
import { prepareRoot, rootShell } from './root.ts';
import { Session } from './session.ts';

/** Nobody's on Debian and elsewhere: an ordinary user with no rights of any kind. */
const nobody = 65534;
const nginxSite = '/etc/nginx/conf.d/nalssi.conf';
/** Ports that the book names, each of which is a free one here. */
const portsOfBook = ['8080', '8081', '8082', '6379', '6380', '26379', '26380', '26381'];
const isRoot = process.getuid?.() === 0;

/**
 * A new machine for the book: a home with the packages of two versions and nothing else, a npm registry
 * and a KMA that can be reached.
 */
export class Machine implements AsyncDisposable {
  readonly home = mkdtempSync(join(tmpdir(), 'nalssi-book-'));
  readonly port: number;
  readonly webPort: number;
  /** By the port in the book. */
  readonly #ports: ReadonlyMap<string, number>;
  readonly #registry: Registry;
  readonly #upstream: Upstream;
  readonly #upstreamUrl: string;

  private constructor(
    ports: ReadonlyMap<string, number>,
    webPort: number,
    registry: Registry,
    upstream: Upstream,
    upstreamUrl: string,
  ) {
    this.port = ports.get('8080') ?? 0;
    this.webPort = webPort;
    this.#ports = ports;
    this.#registry = registry;
    this.#upstream = upstream;
    this.#upstreamUrl = upstreamUrl;
  }

  static async start(): Promise<Machine> {
    const hour = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 13);
    const weather = weatherOf(november2024, `${hour}:00:00+09:00`);
    // Between two commands an hour may have ended for the hub.
    const upstream = new Upstream({ ...weather, at: (time) => movedOn(weather, time) });
    const url = await upstream.listen();
    const ports = new Map<string, number>();
    for (const port of portsOfBook) ports.set(port, await freePort());
    const machine = new Machine(ports, await freePort(), await Registry.start(), upstream, url);
    machine.#furnish();
    return machine;
  }

  /** A shell of an ordinary user, with umask 077. */
  openSession(): Session {
    const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
    return new Session([...(isRoot ? asNobody : []), 'sh'], this.#environment, this.home);
  }

  /** A shell of root's with umask 077, in namespaces of its own. */
  async openRootSession(): Promise<Session> {
    const { folder, commands } = prepareRoot(this.home);
    const environment = {
      ...this.#environment,
      PATH: `${folder}:${this.#environment['PATH']}:/usr/sbin:/sbin`,
      PORT: String(this.port),
      NALSSI_SOURCES: 'kma-map',
    };
    const session = new Session(rootShell, environment, this.home);
    await session.run(commands);
    return session;
  }

  /** Commands and texts of the book, with ports that are free here. */
  readonly adapted = (text: string): string =>
    text
      .replaceAll(/\b\d{4,5}\b/g, (number) => String(this.#ports.get(number) ?? number))
      .replace('nginx -t', `sed -i 's/listen 80;/listen ${this.webPort};/' ${nginxSite}; nginx -t`)
      .replaceAll('http://127.0.0.1$', `http://127.0.0.1:${this.webPort}$`);

  get #environment(): NodeJS.ProcessEnv {
    const sources = ['KMA_MAP', 'KMA_CITY', 'KMA_AWS', 'APIHUB_ASOS', 'APIHUB_AWS', 'WARNINGS'];
    const upstreams = [...sources, 'DATA_GO_KR', 'APIHUB_ZONES', 'KMA_ZONES'];
    const npm = findTool('npm');
    return {
      HOME: this.home,
      PATH: [join(this.home, 'bin'), dirname(npm ?? ''), '/usr/local/bin:/usr/bin:/bin'].join(':'),
      npm_config_registry: this.#registry.url,
      npm_config_update_notifier: 'false',
      // A source that has a URL of its own is on: those that the book does not speak of stay off.
      NALSSI_SOURCES: 'apihub-asos,kma-map',
      ...Object.fromEntries(upstreams.map((id) => [`NALSSI_${id}_URL`, this.#upstreamUrl])),
    };
  }

  #furnish(): void {
    const { home } = this;
    mkdirSync(join(home, 'bin'));
    link(process.execPath, join(home, 'bin/node'));
    const { directory } = sharedTarballs();
    for (const file of globSync('*.tgz', { cwd: directory })) {
      cpSync(join(directory, file), join(home, 'packages/1.0.0', file));
    }
    // The next version: the same, but for its number.
    const made = join(home, 'made');
    cpSync(join(directory, 'made'), made, { recursive: true });
    for (const file of globSync(`${made}/*/package.json`)) {
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"1.0.0"', '"1.0.1"'));
    }
    mkdirSync(join(home, 'packages/1.0.1'));
    packInto(join(home, 'packages/1.0.1'), made);
    rmSync(made, { recursive: true });
    // Readable for the user, and for root in a namespace of its own.
    chmodSync(home, 0o755);
    if (isRoot) chownSync(home, nobody, nobody);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#registry[Symbol.asyncDispose]();
    await this.#upstream.close();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** The Node that runs this may stand where only root can look. */
function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
