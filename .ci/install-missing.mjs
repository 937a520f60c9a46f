// Runs before `npm start` (`start`) and `npm test` (`all`), by whatever Node the machine has (18 or
// later), so that both work from a fresh clone. `start` brings what the product is built of and runs
// on, and Node only where the machine's own is too old; `all` brings what the tests and the linter
// need as well. Both take what the one lock file says, and leave alone what is there already.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync } from 'node:fs';

/** What the product needs: all that these packages name, for building them too. */
const productWorkspaces = ['schemas', 'collector', 'widget'];
/** Holds nothing but Node, one package a platform. */
const nodeWorkspace = '.ci/node';
/** On disk, in MB, on Linux; `install.test.ts` holds them against what is there. */
const megabytes = { product: 76, node: 144, tests: 440 };

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const { packages } = json('package-lock.json');

/** The C library of this machine, where it has several. Without addresses, which take a second to look up. */
function ownLibc() {
  if (process.platform !== 'linux') return undefined;
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}
const own = { os: process.platform, cpu: process.arch, libc: ownLibc() };

/** Whether a package of the lock file is made for this machine. */
function fits(entry) {
  return Object.entries(own).every(([what, value]) => {
    const names = [entry[what] ?? []].flat();
    if (names.length === 0 || value === undefined) return true;
    return names[0].startsWith('!') ? !names.includes(`!${value}`) : names.includes(value);
  });
}

/** What the sources need, as `>=24.11`. */
const sourcesNode = packages[nodeWorkspace].engines.node;

/** Where npm has put the `name` that the package at `from` needs: at it, or above. */
function pathOf(name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (path in packages) return path;
    if (folder === '') return undefined;
  }
}

/** Paths of all packages that `roots` need on this machine, they with their tools. */
function neededBy(roots) {
  const needed = new Set();
  const add = (from, names) => {
    for (const name of Object.keys(names ?? {})) {
      const path = pathOf(name, from);
      if (path === undefined || needed.has(path) || !fits(packages[path])) continue;
      needed.add(path);
      const place = packages[path].link ? packages[path].resolved : path;
      addAll(place);
    }
  };
  const addAll = (place) => {
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } =
      packages[place];
    add(place, dependencies);
    add(place, optionalDependencies);
    const peers = Object.entries(peerDependencies ?? {});
    add(
      place,
      Object.fromEntries(peers.filter(([name]) => !peerDependenciesMeta?.[name]?.optional)),
    );
  };
  for (const root of roots) {
    addAll(root);
    add(root, packages[root].devDependencies);
  }
  return needed;
}

/** Whether the package is on disk, in the version of the lock file. */
function isThere(path) {
  const manifest = `${path}/package.json`;
  const { link, version } = packages[path];
  return existsSync(manifest) && (link === true || json(manifest).version === version);
}

/**
 * Whether the Node that runs this runs the sources, which have more of the language in them than the
 * published packages.
 */
function isNewEnough() {
  const needed = sourcesNode.match(/\d+/g).map(Number);
  const own = process.versions.node.split('.').map(Number);
  return own[0] > needed[0] || (own[0] === needed[0] && own[1] >= needed[1]);
}

/** Why nothing was installed, in words for whoever typed the command. */
class InstallError extends Error {}

/** Runs npm. Throws InstallError. */
function install(words) {
  try {
    accessSync(existsSync('node_modules') ? 'node_modules' : '.', constants.W_OK);
  } catch {
    throw new InstallError(
      `Nothing can be installed: this user may not write to ${process.cwd()}. Take a clone of your own.`,
    );
  }
  // Both take the versions of the lock file and check its hashes. `npm ci` first deletes everything,
  // also the Node that may run this, which Windows forbids. No package may run a script of its own:
  // those would fetch what no hash was written down for.
  const verb = existsSync('node_modules') ? ['install', '--no-save'] : ['ci'];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'];
  const isWindows = process.platform === 'win32';
  const { status, error } = spawnSync(
    isWindows ? 'npm.cmd' : 'npm',
    [...verb, ...words, ...quiet, '--loglevel=error'],
    { stdio: 'inherit', shell: isWindows },
  );
  if (error !== undefined) throw new InstallError(`npm cannot be started: ${error.message}.`);
  if (status !== 0) {
    throw new InstallError(
      'The install failed; npm says above why. Where it reaches no registry, look at the network, at\n' +
        '`npm config get proxy` and `npm config get registry`. Then give the same command again.',
    );
  }
}

/** What each command needs, by group, no package in two. */
function groupsOf(everything, needsNode) {
  const product = neededBy(productWorkspaces);
  const node = needsNode ? neededBy([nodeWorkspace]) : new Set();
  const tests = everything ? [...neededBy([''])].filter((path) => !product.has(path)) : [];
  return { product: [...product], node: [...node], tests };
}

/** What is about to be installed, before npm falls silent for some seconds. */
function announce(groups, missing) {
  const count = Object.values(missing).flat().length;
  const size = Object.entries(missing)
    .filter(([, { length }]) => length > 0)
    .reduce((sum, [name, { length }]) => sum + (megabytes[name] * length) / groups[name].length, 0);
  console.log(
    `Installing ${count} package${count === 1 ? '' : 's'}, about ${Math.ceil(size)} MB on disk …`,
  );
  if (missing.node.length > 0 && !isNewEnough()) {
    console.log(`Node 26 is among them: this machine's is ${process.versions.node}.`);
  }
}

function installMissing(everything) {
  const needsNode = everything || !isNewEnough();
  const groups = groupsOf(everything, needsNode);
  if (!isNewEnough() && groups.node.length === 0) {
    throw new InstallError(
      `This machine's Node is ${process.versions.node}, and no package has one for ${own.os} ${own.cpu}: install\n` +
        `Node ${sourcesNode} from https://nodejs.org.`,
    );
  }
  const missing = Object.fromEntries(
    Object.entries(groups).map(([name, paths]) => [name, paths.filter((path) => !isThere(path))]),
  );
  if (Object.values(missing).every(({ length }) => length === 0)) return;
  announce(groups, missing);
  const workspaces = needsNode ? [...productWorkspaces, nodeWorkspace] : productWorkspaces;
  install(everything ? [] : workspaces.flatMap((name) => ['--workspace', name]));
  // Half as much again as Node itself, for compiling what nothing here compiles.
  for (const path of missing.node) rmSync(`${path}/include`, { recursive: true, force: true });
}

try {
  installMissing(process.argv[2] === 'all');
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
