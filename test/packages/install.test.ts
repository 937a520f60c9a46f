import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderSize } from './folder-size.ts';
import { wouldInstall } from './lock.ts';

// What `npm start` and `npm test` do first, in a fresh clone without a network: npm itself is a stand-in
// that writes down what it is told.

const root = join(import.meta.dirname, '../..');
const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** A clone as far as installing goes, with nothing installed. */
function clone() {
  const folder = mkdtempSync(join(tmpdir(), 'nalssi-install-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ['.', ...workspaces]) {
    mkdirSync(join(folder, name), { recursive: true });
    cpSync(join(root, name, 'package.json'), join(folder, name, 'package.json'));
  }
  cpSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
  mkdirSync(join(folder, 'bin'));
  return folder;
}

interface Machine {
  readonly node?: string;
  /** What npm ends with. */
  readonly npm?: number;
}

function installMissing(
  folder: string,
  what: 'start' | 'all',
  { node = '26.10.0', npm = 0 }: Machine = {},
) {
  const told = join(folder, 'told');
  writeFileSync(join(folder, 'bin/npm'), `#!/bin/sh\necho "$@" > ${told}\nexit ${npm}\n`);
  chmodSync(join(folder, 'bin/npm'), 0o755);
  writeFileSync(told, '');
  const versions = JSON.stringify({ ...process.versions, node });
  const script = `Object.defineProperty(process, 'versions', { value: ${versions} });`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      `--import=data:text/javascript,${encodeURIComponent(script)}`,
      join(root, '.ci/install-missing.mjs'),
      what,
    ],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter) },
    },
  );
  return { status, stdout, stderr, npm: readFileSync(told, 'utf8').trim() };
}

const product = ['--workspace=schemas', '--workspace=collector', '--workspace=widget'];

describe('in a fresh clone', () => {
  test('npm start brings what the product needs, and no second Node', () => {
    const { status, stdout, npm } = installMissing(clone(), 'start', { node: '24.11.0' });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^Installing \d+ packages, about \d+ MB on disk …\n$/);
    expect(npm).toMatch(/^ci --workspace schemas --workspace collector --workspace widget --/);
    expect(npm).toContain('--ignore-scripts');
  });

  test('npm start brings Node too where that of the machine is too old, and says so', () => {
    const { stdout, npm } = installMissing(clone(), 'start', { node: '22.19.0' });

    expect(stdout).toContain("Node 26 is among them: this machine's is 22.19.0.");
    expect(npm).toContain('--workspace .ci/node');
  });

  test('npm test brings everything', () => {
    expect(installMissing(clone(), 'all').npm).toMatch(/^ci --ignore-scripts /);
  });

  test.each([
    ['start', '20.20.2', [...product, '--workspace=.ci/node']],
    ['all', '26.10.0', []],
  ] as const)('the words before it, of %s on Node %s, are right', (what, node, filter) => {
    const { stdout } = installMissing(clone(), what, { node });
    const [, count, size] = /(\d+) packages, about (\d+) MB/.exec(stdout) ?? [];
    const installed = wouldInstall(...filter).filter((one) => !one.startsWith('@nalssi/'));
    const bytes = installed.reduce((sum, one) => sum + folderSize(root, one), 0);

    // npm brings some that are for no machine alone, and counts workspaces.
    expect(Math.abs(Number(count) - installed.length)).toBeLessThan(10);
    expect(Number(size) / (bytes / 1e6)).toBeGreaterThan(0.8);
    expect(Number(size) / (bytes / 1e6)).toBeLessThan(1.25);
  });

  test('a failed install is an error that says what to look at', () => {
    const { status, stderr } = installMissing(clone(), 'start', { npm: 1 });

    expect(status).toBe(1);
    expect(stderr).toContain('npm config get registry');
  });
});

describe('where everything is installed', () => {
  test.each(['start', 'all'] as const)('nothing is for %s', (what) => {
    const folder = clone();
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

    expect(installMissing(folder, what)).toEqual({ status: 0, stdout: '', stderr: '', npm: '' });
  });
});

describe('where another version is installed', () => {
  test('that one alone is brought, and what is there stays', () => {
    const folder = clone();
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
    lock.packages['node_modules/zod'].version = '99.0.0';
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    const { stdout, npm } = installMissing(folder, 'start');

    expect(stdout).toBe('Installing 1 package, about 1 MB on disk …\n');
    expect(npm).toMatch(/^install --no-save /);
  });
});
