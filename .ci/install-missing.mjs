// Runs before `npm start` and `npm test`, by whatever Node the machine has (18 or later), so that
// both commands work from a fresh clone. Installs only when the lock file and node_modules differ.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** The parts of a lock file that decide what is on disk: package path and version. */
function installed(file) {
  const packages = JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  return new Map(
    Object.entries(packages)
      .filter(([path]) => path.startsWith('node_modules/'))
      .map(([path, entry]) => [path, `${entry.version ?? ''}${entry.link ? 'link' : ''}`]),
  );
}

function isCurrent() {
  const hidden = 'node_modules/.package-lock.json';
  if (!existsSync(hidden) || !existsSync('node_modules/.bin/node')) return false;
  const wanted = installed('package-lock.json');
  const present = installed(hidden);
  const optional = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  return [...wanted].every(
    ([path, version]) => present.get(path) === version || optional[path]?.optional === true,
  );
}

if (!isCurrent()) {
  console.log('Installing what is missing …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Not `npm ci`: it refuses a lock file from a registry that lacks packages of other platforms.
  const words = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(npm, words, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error('The install failed. Check the network and the messages above, then try again.');
    process.exit(result.status ?? 1);
  }
}
