// `npm run lock`: makes package-lock.json anew after a change of a package.json, or when two changes
// of it meet in a merge. Made in a folder without node_modules, because beside one npm takes over
// only the packages that this machine has, and `npm ci` then refuses the file on every other.
// What the old lock file pins stays pinned. Without addresses, so that no registry is written down.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'nalssi-lock-'));
const { workspaces } = JSON.parse(readFileSync('package.json', 'utf8'));
for (const name of ['package.json', '.npmrc', 'package-lock.json'])
  cpSync(name, join(folder, name));
for (const name of workspaces) {
  mkdirSync(join(folder, name), { recursive: true });
  cpSync(join(name, 'package.json'), join(folder, name, 'package.json'));
}
const { status } = spawnSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
  cwd: folder,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (status === 0) cpSync(join(folder, 'package-lock.json'), 'package-lock.json');
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
