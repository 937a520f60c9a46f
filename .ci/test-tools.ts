import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faketimeLibrary, findTool } from '../test/collector/deploy/tools.ts';
import { oldestNode } from '../test/packages/oldest-node/oldest-node.ts';
import { installTypeDoc, isTypeDocThere } from './api-pages.ts';
import { installByLock, isInstalled } from './install-by-lock.ts';

// `npm test` begins with this: programs that the tests start and npm has not. As root on Debian they
// are installed, after a word on what and how much; elsewhere they are named, and the tests that need
// one are left out by `vitest.config.ts`, which reads the same list.

/** A program that tests start. */
interface Tool {
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  isThere(): boolean;
}

const program = (name: string, ...packages: readonly string[]): Tool => ({
  packages: packages.length > 0 ? packages : [name],
  isThere: () => findTool(name) !== undefined,
});

const koreanFont = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

export const tools = {
  'chromium-headless-shell': program('chromium-headless-shell'),
  'firefox-esr': program('firefox-esr'),
  WebKitWebDriver: program('WebKitWebDriver', 'webkit2gtk-driver'),
  'xvfb-run': program('xvfb-run', 'xvfb', 'xauth'),
  'fonts-noto-cjk': {
    packages: ['fonts-noto-cjk', 'fontconfig'],
    isThere: () => existsSync(koreanFont),
  },
  nginx: program('nginx'),
  caddy: program('caddy'),
  apache2: program('apache2', 'apache2-bin', 'media-types'),
  php: program('php', 'php-cli'),
  jq: program('jq'),
  curl: program('curl'),
  setpriv: program('setpriv', 'util-linux'),
  python3: program('python3'),
  'systemd-notify': program('systemd-notify', 'systemd'),
  'systemd-analyze': program('systemd-analyze', 'systemd'),
  promtool: program('promtool', 'prometheus'),
  faketime: { packages: ['faketime'], isThere: () => faketimeLibrary() !== undefined },
  'swift-proxy-server': program(
    'swift-proxy-server',
    'swift-proxy',
    'swift-account',
    'swift-container',
    'swift-object',
  ),
  memcached: program('memcached'),
  radosgw: program('radosgw'),
  'ceph-mon': program('ceph-mon'),
  'ceph-osd': program('ceph-osd'),
  'redis-server': program('redis-server'),
  'redis-sentinel': program('redis-sentinel'),
  // From npm, by a lock file of its own.
  'Node 22.19': { packages: [], isThere: () => existsSync(oldestNode) },
  TypeDoc: { packages: [], isThere: isTypeDocThere },
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;

/** Where the tests on the oldest Node have it from, with a lock file of its own. */
const oldestNodeFolder = join(import.meta.dirname, '../test/packages/oldest-node');

const environment = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };

/** Runs `apt-get` and returns what it printed, or `null` when it failed, which it has then said itself. */
function apt(...words: readonly string[]): string | null {
  const { status, stdout, stderr } = spawnSync('apt-get', words, {
    encoding: 'utf8',
    env: environment,
    maxBuffer: 64 << 20,
  });
  if (status === 0) return stdout;
  console.error(stderr.trim());
  return null;
}

/** What the packages take with all they need, in the words of apt-get, or ''. */
function sizeOf(packages: readonly string[]): string {
  const words = ['install', '--assume-no', '--no-install-recommends', ...packages];
  const { stdout } = spawnSync('apt-get', words, { encoding: 'utf8', env: environment });
  const size =
    /After this operation, ([\d.,]+ \w+) of additional/.exec(stdout) ??
    /Space needed: ([\d.,]+ \w+)/.exec(stdout);
  return size?.[1] === undefined ? '' : `, ${size[1]} on disk with what they need`;
}

/** Runs `install` while no server of a package starts: the tests start their own, on the same ports. */
function withoutServices(install: () => void): void {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) {
    install();
    return;
  }
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    install();
  } finally {
    rmSync(policy);
  }
}

function installPackages(names: readonly string[], packages: readonly string[]): void {
  const byHand = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || findTool('apt-get') === undefined) {
    console.log(
      `Not on this machine: ${names.join(', ')}. Tests that need one are left out; a Chromium comes from npm.`,
    );
    console.log(`Where there is Debian, root has them by: ${byHand}`);
    return;
  }
  if (apt('update', '-qq') === null) {
    console.log(`apt-get reaches no archive: tests of ${names.join(', ')} are left out.`);
    return;
  }
  console.log(`Installing Debian packages${sizeOf(packages)}: ${packages.join(' ')} …`);
  withoutServices(() => {
    if (apt('install', '-y', '-qq', '--no-install-recommends', ...packages) === null) {
      console.log(`That failed: tests of ${names.join(', ')} are left out. By hand: ${byHand}`);
    }
  });
}

function installOldestNode(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  if (isInstalled(oldestNodeFolder)) return;
  console.log('Installing the oldest Node that the packages run on, about 170 MB on disk …');
  installByLock(oldestNodeFolder);
}

/** `install`, or a word on which tests are left out without it. */
function installOrLeaveOut(install: () => void, tests: string): void {
  try {
    install();
  } catch {
    console.log(`That failed: ${tests} left out.`);
  }
}

const missing = () => Object.entries<Tool>(tools).filter(([, tool]) => !tool.isThere());

if (import.meta.main) {
  const fromDebian = missing().filter(([, { packages }]) => packages.length > 0);
  if (fromDebian.length > 0) {
    installPackages(
      fromDebian.map(([name]) => name),
      [...new Set(fromDebian.flatMap(([, { packages }]) => packages))],
    );
  }
  installOrLeaveOut(installOldestNode, 'the tests on it are');
  installOrLeaveOut(installTypeDoc, 'the test of the pages of what packages export is');
  const left = missing().map(([name]) => name);
  if (process.env['TEST_TOOLS'] === 'required' && left.length > 0) {
    console.error(`TEST_TOOLS=required, and there is no ${left.join(', no ')}.`);
    process.exitCode = 1;
  }
}
