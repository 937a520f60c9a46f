import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { filesBelow, loadedBy } from '../imports.ts';
import { type Mutant, mutantsOf, mutated, randomFrom } from './mutants.ts';

// `npm run mutation`: changes the product in 200 small places, one at a time and chosen by a seed, in a
// copy of the repository, and runs the tests that are about the place. What no test notices is printed. Each
// outcome is a line of the log, and the next run goes on behind the last.

const root = join(import.meta.dirname, '../..');
const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    /** No other change is begun after so many minutes. */
    minutes: { type: 'string', default: '600' },
    only: { type: 'string', default: '' },
  },
});

const rooms = [
  'collector',
  'schemas',
  ...['feed', 'format', 'motion', 'element', 'ticker'].map((room) => `widget/${room}`),
];
/** What has no behaviour of its own to test: entries, words, styles. */
const withoutBehaviour = /(?:^|\/)(?:index|main|version|words-\w+)\.ts$|\.styles\.ts$|\.d\.ts$/;
/** Tests that take minutes, or read no source that was changed. */
const tooLong =
  /^test\/(?:packages|visual|browsers|bench|fuzz|product|demo|widget\/(?:embed|documentation)|collector\/(?:hostile|states|deploy|publish\/storage))\//;
const startsSomething =
  /^(?:node:child_process|node:worker_threads|playwright|puppeteer-core|vite)$/;
/** Starts the command line, by its path. */
const command = 'test/collector/started-command.ts';

interface Test {
  readonly file: string;
  readonly loaded: ReadonlyMap<string, number>;
  readonly kind: 'quick' | 'slow' | 'browser';
}

const tests: readonly Test[] = filesBelow('test')
  .filter((file) => file.endsWith('.test.ts') && !tooLong.test(file))
  .map((file) => {
    const loaded = loadedBy(file);
    const isQuick = ![...loaded.keys()].some((one) => startsSomething.test(one));
    const kind = file.endsWith('.browser.test.ts') ? 'browser' : isQuick ? 'quick' : 'slow';
    return { file, loaded, kind };
  });

/** The tests of a kind that load the file, those of its own room first, then the nearest. */
function testsOf(file: string, kind: Test['kind'], most: number): string[] {
  const room = `test/${dirname(file)}/`;
  const far = ({ file: test, loaded }: Test): number | undefined => {
    const distance =
      loaded.get(file) ?? (file.startsWith('collector/') && loaded.has(command) ? 50 : undefined);
    if (distance === undefined) return undefined;
    return distance - (test.startsWith(room) ? 100 : 0);
  };
  return tests
    .filter((test) => test.kind === kind)
    .map((test) => ({ file: test.file, far: far(test) }))
    .filter(({ far }) => far !== undefined)
    .sort((one, other) => (one.far ?? 0) - (other.far ?? 0))
    .slice(0, most)
    .map(({ file }) => file);
}

interface Chosen extends Mutant {
  readonly file: string;
}

/** Changes in an order that the seed decides; every place is as likely as any other. */
function choose(count: number, seed: number): Chosen[] {
  const all = rooms
    .flatMap((room) => filesBelow(room))
    .filter((file) => !withoutBehaviour.test(file))
    .sort()
    .flatMap((file) =>
      mutantsOf(file, readFileSync(join(root, file), 'utf8')).map((mutant) => ({
        file,
        ...mutant,
      })),
    );
  const random = randomFrom(seed);
  const chosen: Chosen[] = [];
  while (chosen.length < count && all.length > 0) {
    chosen.push(...all.splice(Math.floor(random() * all.length), 1));
  }
  return chosen;
}

/** A copy to change, so that a run that is cut off leaves nothing behind. */
function copyTree(): string {
  const tree = join(root, '.nalssi/mutation/tree');
  rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
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

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

type Project = 'node' | 'browser';

/** Tests wait less than elsewhere for what a change keeps from coming. */
const environment = { ...process.env, TEST_PATIENCE: '15000' };
const longestRun = 180_000;

/** Ends with all that it started, also where it was cut off: servers would run on for ever. Returns its code. */
async function run(tree: string, words: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, words, {
    cwd: tree,
    stdio: 'ignore',
    env: environment,
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('Vitest could not be started.');
  const endAll = () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // None of them is left.
    }
  };
  const timer = setTimeout(endAll, longestRun);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  endAll();
  return code;
}

/** The tests that failed, as `file > name`, or none; one for a run that never ended. */
async function failures(
  tree: string,
  project: Project,
  files: readonly string[],
): Promise<string[]> {
  if (files.length === 0) return [];
  const report = join(tree, 'report.json');
  rmSync(report, { force: true });
  const projects =
    project === 'node' ? ['--project=node', '--project=alone'] : ['--project=browser'];
  const words = ['run', '--config', 'test/vitest.config.ts', ...projects, '--bail=1'];
  const code = await run(tree, [
    join(tree, 'node_modules/vitest/vitest.mjs'),
    ...words,
    '--reporter=json',
    `--outputFile=${report}`,
    ...files,
  ]);
  if (code === 0) return [];
  if (!existsSync(report)) return [`${files[0]} > the run itself`];
  const { testResults }: Report = JSON.parse(readFileSync(report, 'utf8'));
  const failed = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${relative(tree, name)} > ${fullName}`),
  );
  return failed.length > 0 ? failed : [`${files[0]} > the run itself`];
}

/** Files of tests that fail without any change too, in the copy or on a busy machine. */
const unsound = new Set<string>();
const sound = new Set<string>();

/** As `failures`, without those that the change has nothing to do with. */
async function catches(
  tree: string,
  project: Project,
  files: readonly string[],
  restore: () => void,
) {
  const asked = files.filter((file) => !unsound.has(file));
  const failed = await failures(tree, project, asked);
  const [first] = failed;
  if (first === undefined) return null;
  const [file = ''] = first.split(' > ');
  if (!sound.has(file)) {
    restore();
    if ((await failures(tree, project, [file])).length > 0) {
      unsound.add(file);
      return 'again';
    }
    sound.add(file);
  }
  return failed;
}

interface Outcome extends Chosen {
  readonly line: number;
  readonly was: string;
  /** By which tests, or `null` where none noticed. */
  readonly caught: readonly string[] | null;
  readonly seconds: number;
}

async function tryOut(tree: string, chosen: Chosen): Promise<Outcome> {
  const path = join(tree, chosen.file);
  const text = readFileSync(path, 'utf8');
  const began = performance.now();
  const restore = () => writeFileSync(path, text);
  const stages = [
    ['node', testsOf(chosen.file, 'quick', 25)],
    ['browser', testsOf(chosen.file, 'browser', 4)],
    ['node', testsOf(chosen.file, 'slow', 6)],
  ] as const;
  let caught: readonly string[] | null = null;
  try {
    for (const [project, files] of stages) {
      let found: Awaited<ReturnType<typeof catches>> = 'again';
      while (found === 'again') {
        writeFileSync(path, mutated(text, chosen));
        found = await catches(tree, project, files, restore);
      }
      caught = found;
      if (caught !== null) break;
    }
    return {
      ...chosen,
      line: text.slice(0, chosen.start).split('\n').length,
      was: text.slice(chosen.start, chosen.end),
      caught,
      seconds: Math.round((performance.now() - began) / 1000),
    };
  } finally {
    restore();
  }
}

const log = join(root, `.nalssi/mutation/seed-${options.seed}.jsonl`);
mkdirSync(dirname(log), { recursive: true });
const key = ({ file, start, instead }: Chosen) => `${file}:${start}:${instead}`;
const outcomes: Outcome[] = existsSync(log)
  ? readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  : [];
const done = new Set(outcomes.map(key));
const end = performance.now() + Number(options.minutes) * 60_000;
const print = (text: string) => process.stdout.write(`${text}\n`);

const tree = copyTree();
for (const chosen of choose(Number(options.count), Number(options.seed))) {
  if (done.has(key(chosen)) || !chosen.file.includes(options.only)) continue;
  if (performance.now() > end) break;
  const outcome = await tryOut(tree, chosen);
  outcomes.push(outcome);
  appendFileSync(log, `${JSON.stringify(outcome)}\n`);
  const { file, line, was, instead, caught, seconds } = outcome;
  const change = `${was.slice(0, 60).replaceAll(/\s+/g, ' ')} → ${instead.slice(0, 60).replaceAll(/\s+/g, ' ')}`;
  print(`${caught === null ? 'survived' : 'caught  '} ${file}:${line}  ${change}  ${seconds} s`);
}
rmSync(tree, { recursive: true, force: true });
if (unsound.size > 0) print(`Left out, as they fail without a change: ${[...unsound].join(', ')}`);

const survivors = outcomes.filter(({ caught }) => caught === null);
const share = ((outcomes.length - survivors.length) / Math.max(1, outcomes.length)) * 100;
print(`${outcomes.length} changes, ${share.toFixed(0)} % caught. Survivors:`);
for (const { file, line, was, instead } of survivors)
  print(`  ${file}:${line}  ${was} → ${instead}`);
