import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the bench compares with: a package of its own, which nobody else needs. */
export const contestants = join(import.meta.dirname, 'contestants');

/** Installs the contestants by their lock file, where they are not, and checks their types. */
export function installContestants(): void {
  const lock = join(contestants, 'package-lock.json');
  const installed = join(contestants, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs > statSync(lock).mtimeMs) return;
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: contestants,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  const tsc = join(dirname(import.meta.dirname), '../node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', contestants], { stdio: 'inherit' });
}
