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
// copy of the repository, and runs the tests that are about the place. A first round asks those that take no time,
// which notice most changes; a second asks those that start processes about the rest. What no test notices is
// printed. Each outcome is a line of the log, and the next run goes on behind the last.

const root = join(import.meta.dirname, '../..');
const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    /** No other change is begun after so many minutes. */
    minutes: { type: 'string', default: '600' },
    only: { type: 'string', default: '' },
    /** So many changes are tried side by side, each in a copy of its own. */
    beside: { type: 'string', default: '2' },
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
const tooLong = new RegExp(
  `^test/(?:${[
    ...[
      'packages',
      'visual',
      'browsers',
      'bench',
      'fuzz',
      'product',
      'demo',
      'soak',
      'mutation',
    ].map((room) => `${room}/`),
    ...['embed/', 'documentation/', 'feed/hostile-feeds'].map((room) => `widget/${room}`),
    ...['hostile/', 'states/', 'deploy/', 'publish/storage/', 'lies/', 'keys', 'faults/slow'].map(
      (room) => `collector/${room}`,
    ),
    'collector/store/directory-lock',
    ...['readmes', 'house'],
  ].join('|')})`,
);
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

const log = join(root, `.nalssi/mutation/seed-${options.seed}.jsonl`);
mkdirSync(dirname(log), { recursive: true });
/** How long each test file takes, milliseconds: the least that was seen, as the machine may be busy. */
const durationsFile = join(root, '.nalssi/mutation/durations.json');
const durations: Record<string, number> = existsSync(durationsFile)
  ? JSON.parse(readFileSync(durationsFile, 'utf8'))
  : {};
/** `unseen`: what is believed of a file that has not passed yet. */
const isShort = (file: string, unseen: boolean) =>
  durations[file] === undefined ? unseen : durations[file] < 3000;

/** The tests of a kind that load the file, those of its own room first, then the nearest, then the shortest. */
function testsOf(file: string, kind: Test['kind']): string[] {
  const room = `test/${dirname(file)}/`;
  const far = ({ file: test, loaded }: Test): number | undefined => {
    const distance =
      loaded.get(file) ?? (file.startsWith('collector/') && loaded.has(command) ? 50 : undefined);
    if (distance === undefined) return undefined;
    return distance - (test.startsWith(room) ? 100 : 0);
  };
  return tests
    .filter((test) => test.kind === kind)
    .map((test) => ({ file: test.file, far: far(test) ?? Number.POSITIVE_INFINITY }))
    .filter(({ far }) => far < Number.POSITIVE_INFINITY)
    .sort(
      (one, other) =>
        one.far - other.far || (durations[one.file] ?? 0) - (durations[other.file] ?? 0),
    )
    .map(({ file }) => file);
}

type Project = 'node' | 'browser';

type Round = 'first' | 'second';

interface Stage {
  readonly project: Project;
  readonly files: readonly string[];
  /** What waits for processes and browsers may fail by chance too. */
  readonly isSure: boolean;
}

function stagesOf(file: string): Readonly<Record<Round, readonly Stage[]>> {
  const quick = testsOf(file, 'quick');
  const short = quick.filter((test) => isShort(test, true));
  const long = quick.filter((test) => !isShort(test, true));
  // Among them those that were too long for the first round, and have been seen to be short since.
  const nearest = [...new Set([...quick.slice(0, 3), ...long.slice(0, 3)])];
  const slow = testsOf(file, 'slow');
  const shortSlow = slow.filter((test) => isShort(test, false)).slice(0, 6);
  const longSlow = slow.filter((test) => !isShort(test, false));
  const browser = testsOf(file, 'browser');
  const shortBrowser = browser.filter((test) => isShort(test, true));
  const longBrowser = browser.filter((test) => !isShort(test, true));
  return {
    first: [
      { project: 'node', files: short.slice(0, 6), isSure: true },
      { project: 'node', files: short.slice(6, 40), isSure: true },
      { project: 'browser', files: shortBrowser.slice(0, 6), isSure: false },
    ],
    second: [
      { project: 'node', files: shortSlow, isSure: false },
      { project: 'node', files: [...nearest, ...longSlow.slice(0, 1)], isSure: false },
      { project: 'node', files: longSlow.slice(1, 4), isSure: false },
      { project: 'browser', files: longBrowser.slice(0, 2), isSure: false },
    ],
  };
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
function copyTree(number: number): string {
  const tree = join(root, `.nalssi/mutation/tree-${number}`);
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
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Tests wait less than elsewhere for what a change keeps from coming. */
const patienceOf = ({ isSure }: Stage) => (isSure ? 5000 : 15_000);
const longestOf = ({ isSure }: Stage) => (isSure ? 90_000 : 240_000);

/** Ends with all that it started, also where it was cut off: servers would run on for ever. Returns its code. */
async function run(tree: string, words: readonly string[], stage: Stage): Promise<number | null> {
  const child = spawn(process.execPath, words, {
    cwd: tree,
    stdio: 'ignore',
    env: { ...process.env, TEST_PATIENCE: String(patienceOf(stage)) },
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
  const timer = setTimeout(endAll, longestOf(stage));
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  endAll();
  return code;
}

/** What failed: tests of a file, or with no file the run as a whole, which ended in another way or never. */
interface Failure {
  readonly file: string | null;
  readonly names: readonly string[];
}

async function failureOf(tree: string, stage: Stage): Promise<Failure | null> {
  if (stage.files.length === 0) return null;
  const report = join(tree, 'report.json');
  rmSync(report, { force: true });
  const projects =
    stage.project === 'node' ? ['--project=node', '--project=alone'] : ['--project=browser'];
  const words = ['run', '--config', 'test/vitest.config.ts', ...projects, '--bail=1'];
  const vitest = join(tree, 'node_modules/vitest/vitest.mjs');
  const reporter = ['--reporter=json', `--outputFile=${report}`];
  const code = await run(tree, [vitest, ...words, ...reporter, ...stage.files], stage);
  const { testResults }: Report = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { testResults: [] };
  for (const { name, status, startTime, endTime } of code === 0 ? testResults : []) {
    if (status !== 'passed') continue;
    const file = relative(tree, name);
    durations[file] = Math.min(durations[file] ?? Infinity, Math.round(endTime - startTime));
  }
  if (code === 0) return null;
  const failed = testResults.find(({ assertionResults }) =>
    assertionResults.some(({ status }) => status === 'failed'),
  );
  if (failed === undefined) return { file: null, names: ['the run itself'] };
  return {
    file: relative(tree, failed.name),
    names: failed.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => fullName),
  };
}

/** Files of tests that fail without any change too, in the copy or on a busy machine. */
const unsound = new Set<string>();
const sound = new Set<string>();

/**
 * What noticed a change, or `null`. What fails must pass without the change, and what may fail by chance must fail
 * with it once more.
 */
async function catches(
  tree: string,
  stage: Stage,
  change: () => void,
  restore: () => void,
): Promise<readonly string[] | null> {
  change();
  const asked = { ...stage, files: stage.files.filter((file) => !unsound.has(file)) };
  const failure = await failureOf(tree, asked);
  if (failure === null) return null;
  const { file, names } = failure;
  const again = { ...asked, files: file === null ? asked.files : [file] };
  if (file === null || !sound.has(file)) {
    restore();
    if ((await failureOf(tree, again)) !== null) {
      if (file === null) return null;
      unsound.add(file);
      return catches(tree, stage, change, restore);
    }
    if (file !== null) sound.add(file);
    change();
  }
  if (!stage.isSure && (await failureOf(tree, again)) === null) {
    if (file === null) return null;
    const others = { ...stage, files: stage.files.filter((one) => one !== file) };
    return catches(tree, others, change, restore);
  }
  return names.map((name) => `${file ?? stage.files[0]} > ${name}`);
}

interface Outcome extends Chosen {
  readonly line: number;
  readonly was: string;
  /** By which tests, or `null` where none noticed. */
  readonly caught: readonly string[] | null;
  readonly seconds: number;
  readonly round: Round;
}

async function tryOut(tree: string, chosen: Chosen, round: Round): Promise<Outcome> {
  const path = join(tree, chosen.file);
  const text = readFileSync(path, 'utf8');
  const began = performance.now();
  const restore = () => writeFileSync(path, text);
  const change = () => writeFileSync(path, mutated(text, chosen));
  let caught: readonly string[] | null = null;
  try {
    for (const stage of stagesOf(chosen.file)[round]) {
      caught = await catches(tree, stage, change, restore);
      if (caught !== null) break;
    }
    return {
      ...chosen,
      line: text.slice(0, chosen.start).split('\n').length,
      was: text.slice(chosen.start, chosen.end),
      caught,
      seconds: Math.round((performance.now() - began) / 1000),
      round,
    };
  } finally {
    restore();
  }
}

const key = ({ file, start, instead }: Chosen) => `${file}:${start}:${instead}`;
/** The last outcome of each change. */
const outcomes = new Map<string, Outcome>();
for (const line of existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : []) {
  const outcome: Outcome = JSON.parse(line);
  outcomes.set(key(outcome), outcome);
}
const end = performance.now() + Number(options.minutes) * 60_000;
const print = (text: string) => process.stdout.write(`${text}\n`);

const chosen = choose(Number(options.count), Number(options.seed)).filter(({ file }) =>
  file.includes(options.only),
);

async function tryOutAll(tree: string, left: Iterable<Chosen>, round: Round): Promise<void> {
  for (const one of left) {
    if (performance.now() > end) break;
    const outcome = await tryOut(tree, one, round);
    outcomes.set(key(outcome), outcome);
    appendFileSync(log, `${JSON.stringify(outcome)}\n`);
    writeFileSync(durationsFile, JSON.stringify(durations));
    const { file, line, was, instead, caught, seconds } = outcome;
    const change = `${was.slice(0, 60).replaceAll(/\s+/g, ' ')} → ${instead.slice(0, 60).replaceAll(/\s+/g, ' ')}`;
    const word = caught !== null ? 'caught  ' : round === 'first' ? 'open    ' : 'survived';
    print(`${word} ${file}:${line}  ${change}  ${seconds} s`);
  }
}

const trees = Array.from({ length: Number(options.beside) }, (_, number) => copyTree(number));
for (const round of ['first', 'second'] as const) {
  const left = chosen
    .filter((one) => {
      const before = outcomes.get(key(one));
      return round === 'first'
        ? before === undefined
        : before?.caught === null && before.round === 'first';
    })
    .values();
  await Promise.all(trees.map((tree) => tryOutAll(tree, left, round)));
}
for (const tree of trees) rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
if (unsound.size > 0) print(`Left out, as they fail without a change: ${[...unsound].join(', ')}`);

const all = [...outcomes.values()];
const survivors = all.filter(({ caught }) => caught === null);
const share = ((all.length - survivors.length) / Math.max(1, all.length)) * 100;
print(`${all.length} changes, ${share.toFixed(0)} % caught. Survivors:`);
for (const { file, line, was, instead, round } of survivors) {
  print(`  ${file}:${line}  ${was} → ${instead}${round === 'first' ? '  (first round only)' : ''}`);
}
