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
  if (!existsSync(hidden)) return false;
  const wanted = installed('package-lock.json');
  const present = installed(hidden);
  const optional = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  return [...wanted].every(([path, version]) =>
    // Of the packages for one platform only those of this one are there.
    present.has(path) ? present.get(path) === version : optional[path]?.optional === true,
  );
}

if (!isCurrent()) {
  console.log('Installing what is missing …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Both take the versions of the lock file and check its hashes. `npm ci` first deletes everything,
  // also the Node that may run this, which Windows forbids. No package may run a script of its own:
  // those would fetch what no hash was written down for.
  const words = existsSync('node_modules') ? ['install', '--no-save'] : ['ci'];
  words.push('--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  const result = spawnSync(npm, words, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error('The install failed. Check the network and the messages above, then try again.');
    process.exit(result.status ?? 1);
  }
}
