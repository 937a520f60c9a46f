import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { partAround, partsOf, withProbes } from './probes.ts';
import { copyTree, keptFolder, removeTree, root, runVitest } from './trees.ts';

// Which tests reach which part of the product, from one run of the tests in a copy that says so. What a test imports
// says little: most load the whole collector, and run a part of it.

const recordFile = join(keptFolder, 'reach.json');
const parts = /^(?<file>.+):(?<start>\d+)$/;

interface Recorded {
  /** Of the text that each file had, of the product and of tests. */
  readonly hashes: Readonly<Record<string, string>>;
  /** For each test: where the parts of each file begin that it reached. */
  readonly tests: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Puts the probes into the files of a tree, and what hears them into its tests. */
function probe(tree: string, files: readonly string[]): void {
  for (const file of files) {
    const hook = relative(dirname(file), 'test/mutation/reach-hook.ts').replaceAll(sep, '/');
    // Pages have no files to write to: what runs in them is told from the imports.
    const load = file.startsWith('widget/') ? '' : `import '${hook}';\n`;
    const probed = withProbes(file, textOf(file), 'globalThis.nalssiReached?.');
    writeFileSync(join(tree, file), `${probed}\n${load}`);
  }
  const setup = 'test/wait-patiently.ts';
  const begin = [
    `import { beginTest } from './mutation/reach-hook.ts';`,
    `beginTest(globalThis.__vitest_worker__.filepath.slice(${tree.length + 1}));`,
  ];
  writeFileSync(join(tree, setup), `${textOf(setup)}\n${begin.join('\n')}\n`);
}

export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      /** Milliseconds; none where it did not come to an end. */
      readonly duration?: number | null;
    }[];
  }[];
}

const nothing: Recorded = { hashes: {}, tests: {} };
const readRecord = (): Recorded =>
  existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')) : nothing;

/** What a run wrote, for each test. */
function readReached(folder: string): Recorded['tests'] {
  const reached: Record<string, Record<string, number[]>> = {};
  for (const entry of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const ofTest: Record<string, number[]> = {};
    for (const line of new Set(readFileSync(join(folder, entry), 'utf8').split('\n'))) {
      const { file = '', start } = parts.exec(line)?.groups ?? {};
      if (start !== undefined) ofTest[file] = [...(ofTest[file] ?? []), Number(start)];
    }
    reached[entry.replaceAll('+', '/')] = ofTest;
  }
  return reached;
}

/** So many files of tests are recorded by one run, and kept when it ends. */
const atOnce = 24;

/**
 * Runs these tests once and keeps what each reached, but for those of which that is known: they were recorded, and
 * neither they nor a file that they reached have changed. `seen` is told how long each took, milliseconds.
 */
export async function recordReach(
  files: readonly string[],
  tests: readonly string[],
  seen: (test: string, milliseconds: number) => void,
): Promise<void> {
  const hashesOf = (some: readonly string[]) =>
    Object.fromEntries(some.map((file) => [file, hashOf(textOf(file))]));
  const before = readRecord();
  const now = hashesOf([...files, ...tests]);
  const isStale = (file: string) => before.hashes[file] !== now[file];
  const recorded = { ...before.tests };
  const left = tests.filter((test) => {
    const reached = recorded[test];
    return reached === undefined || [test, ...Object.keys(reached)].some(isStale);
  });
  if (left.length === 0) return;
  const tree = copyTree('reach');
  probe(tree, files);
  const report = join(tree, 'report.json');
  const folder = join(tree, 'reached');
  let hashes = { ...before.hashes, ...hashesOf(files) };
  for (let from = 0; from < left.length; from += atOnce) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const options = { projects: ['node', 'alone'], patience: 20_000, longest: 900_000 };
    const these = left.slice(from, from + atOnce);
    await runVitest(tree, { ...options, files: these, report });
    Object.assign(recorded, readReached(folder));
    hashes = { ...hashes, ...hashesOf(these) };
    writeFileSync(recordFile, JSON.stringify({ hashes, tests: recorded }));
    if (!existsSync(report)) continue;
    const { testResults }: Report = JSON.parse(readFileSync(report, 'utf8'));
    for (const { name, startTime, endTime } of testResults) {
      seen(relative(tree, name), Math.round(endTime - startTime));
    }
  }
  removeTree(tree);
}

let kept: Recorded | null = null;
const hashesNow = new Map<string, string>();

/** Tests stay what they are while a run asks them. */
function hashNow(test: string): string {
  const known = hashesNow.get(test) ?? hashOf(textOf(test));
  hashesNow.set(test, known);
  return known;
}

/** Whether a test reaches a part; `unknown` where that was not recorded. */
export type Reached = 'reaches' | 'unknown' | 'never';

/**
 * Which tests reach a place of a file, as it was recorded. What a test does not reach that is new or another since then
 * nobody knows, nor what reaches a file that has changed, or what runs as the file loads.
 */
export function reachOf(file: string, place: number): (test: string) => Reached {
  kept ??= readRecord();
  const { hashes, tests } = kept;
  const text = textOf(file);
  if (hashes[file] !== hashOf(text)) return () => 'unknown';
  const isSame = (test: string) => hashes[test] === hashNow(test);
  const part = partAround(partsOf(file, text), place);
  return (test) => {
    const ofTest = tests[test];
    if (ofTest === undefined || part === null) return 'unknown';
    if (ofTest[file]?.includes(part.start) === true) return 'reaches';
    return isSame(test) ? 'never' : 'unknown';
  };
}
