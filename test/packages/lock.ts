import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export const locked: Readonly<Record<string, LockEntry>> = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
).packages;

/**
 * What `npm ci` would install from the lock file, `name version` each, without a network and with
 * nothing in its cache. Throws Error with the words of npm when it refuses the lock file.
 */
export function wouldInstall(...options: readonly string[]): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'nalssi-lock-'));
  try {
    const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const name of ['.', ...workspaces]) {
      mkdirSync(join(directory, name), { recursive: true });
      cpSync(join(root, name, 'package.json'), join(directory, name, 'package.json'));
    }
    cpSync(join(root, 'package-lock.json'), join(directory, 'package-lock.json'));
    const words = ['ci', '--dry-run', '--ignore-scripts', '--offline', '--no-audit', '--no-fund'];
    const output = execFileSync(
      'npm',
      [...words, `--cache=${join(directory, 'cache')}`, ...options],
      { cwd: directory, encoding: 'utf8', stdio: 'pipe', shell: process.platform === 'win32' },
    );
    return [...output.matchAll(/^add (\S+) (\S+)$/gm)]
      .map(([, name, version]) => `${name} ${version}`)
      .sort();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
