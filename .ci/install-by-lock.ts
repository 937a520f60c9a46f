import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Packages with a lock file of their own, in a folder of their own: what few need, or what would not stand beside the
// versions of the others.

const lockOf = (folder: string) => join(folder, 'package-lock.json');
/** A copy of the lock file that was installed. */
const installedOf = (folder: string) => join(folder, 'node_modules/installed.json');

/** Whether what the lock file of `folder` says is there. */
export function isInstalled(folder: string): boolean {
  const installed = installedOf(folder);
  return existsSync(installed) && readFileSync(installed).equals(readFileSync(lockOf(folder)));
}

/** Installs what the lock file of `folder` says, and checks its hashes. Throws where npm fails, which says why. */
export function installByLock(folder: string): void {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'];
  execFileSync('npm', ['ci', ...quiet], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  cpSync(lockOf(folder), installedOf(folder));
}
