import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Where runs keep what they know, outside the repository. */
export const keptFolder = join(root, '.nalssi/mutation');

/** A copy to change, so that a run that is cut off leaves nothing behind. Returns its path. */
export function copyTree(name: string): string {
  const tree = join(keptFolder, `tree-${name}`);
  removeTree(tree);
  mkdirSync(tree, { recursive: true });
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const path of stdout
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(root, path)))) {
    cpSync(join(root, path), join(tree, path), { recursive: true });
  }
  cpSync(join(root, 'widget/dist'), join(tree, 'widget/dist'), { recursive: true });
  spawnSync('cp', ['-al', join(root, 'node_modules'), tree], { stdio: 'inherit' });
  rmSync(join(tree, 'node_modules/.vite'), { recursive: true, force: true });
  return tree;
}

export function removeTree(tree: string): void {
  rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
}

export interface VitestOptions {
  /** Of `test/vitest.config.ts`; none for what `quick.config.ts` runs. */
  readonly projects: readonly string[];
  readonly files: readonly string[];
  readonly words?: readonly string[];
  /** Where its report goes, as JSON. */
  readonly report: string;
  /** How long tests wait for what a change keeps from coming, milliseconds. */
  readonly patience: number;
  /** It is ended after so long, milliseconds. */
  readonly longest: number;
}

/** Runs tests of a tree, and ends with all that they started, also where it was cut off: servers would run on for ever. Returns its code. */
export async function runVitest(tree: string, options: VitestOptions): Promise<number | null> {
  const { projects, files, words = [], report, patience, longest } = options;
  rmSync(report, { force: true });
  const config = projects.length === 0 ? 'test/mutation/quick.config.ts' : 'test/vitest.config.ts';
  const child = spawn(
    process.execPath,
    [
      join(tree, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--config', config, ...words],
      ...projects.map((project) => `--project=${project}`),
      ...['--reporter=json', `--outputFile=${report}`],
      ...files,
    ],
    {
      cwd: tree,
      stdio: 'ignore',
      env: { ...process.env, TEST_PATIENCE: String(patience) },
      detached: true,
    },
  );
  const { pid } = child;
  if (pid === undefined) throw new Error('Vitest could not be started.');
  const endAll = () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // None of them is left.
    }
  };
  const timer = setTimeout(endAll, longest);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  endAll();
  return code;
}
