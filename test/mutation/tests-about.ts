import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow, importsOf, loadedBy } from '../imports.ts';
import { reachOf } from './reach.ts';
import { keptFolder } from './trees.ts';

// Which tests are asked about a change, and in what order: a first round asks those that take no time, which notice
// most changes; a second asks those that start processes and browsers about the rest.

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
    ...['embed/(?!fragment)', 'documentation/', 'feed/hostile-feeds'].map(
      (room) => `widget/${room}`,
    ),
    ...[
      'hostile/',
      'states/',
      'deploy/',
      'publish/storage/(?!memory)',
      'lies/',
      'keys',
      'faults/slow',
    ].map((room) => `collector/${room}`),
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
  readonly isTooLong: boolean;
}

const starts = new Map<string, boolean>();

/** Whether a file of the tests starts something by itself; what the product could start, most tests do not. */
function startsAnything(file: string): boolean {
  const known = starts.get(file);
  if (known !== undefined) return known;
  const found =
    file.startsWith('test/') &&
    file.endsWith('.ts') &&
    importsOf(file).some(({ target, typeOnly }) => !typeOnly && startsSomething.test(target));
  starts.set(file, found);
  return found;
}

const tests: readonly Test[] = filesBelow('test')
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => {
    const loaded = loadedBy(file);
    const isSlow = [...loaded.keys()].some(startsAnything);
    const kind = file.endsWith('.browser.test.ts') ? 'browser' : isSlow ? 'slow' : 'quick';
    return { file, loaded, kind, isTooLong: tooLong.test(file) };
  });

const durationsFile = join(keptFolder, 'durations.json');
/** How long each test file takes, milliseconds: the least that was seen, as the machine may be busy. */
const durations: Record<string, number> = existsSync(durationsFile)
  ? JSON.parse(readFileSync(durationsFile, 'utf8'))
  : {};

/** A file of tests passed after so many milliseconds. */
export function tookAsLong(test: string, milliseconds: number): void {
  const least = Math.min(durations[test] ?? Number.POSITIVE_INFINITY, milliseconds);
  if (least === durations[test]) return;
  durations[test] = least;
  writeFileSync(durationsFile, JSON.stringify(durations));
}

/** What is believed of a file that has not passed yet, milliseconds. */
const unseen = { quick: 2_000, slow: 8_000, browser: 4_000 } as const;
const durationOf = ({ file, kind }: Pick<Test, 'file' | 'kind'>) => durations[file] ?? unseen[kind];

/** Such tests come last, however near they are; milliseconds. */
const patient = 20_000;

/** The tests of Node that load any of the files, but for those of minutes: what `recordReach` runs. */
export function testsToRecord(files: readonly string[]): string[] {
  const wanted = new Set(files);
  return tests
    .filter(({ kind, isTooLong }) => kind !== 'browser' && !isTooLong)
    .filter(
      ({ loaded }) => loaded.has(command) || [...loaded.keys()].some((one) => wanted.has(one)),
    )
    .sort((one, other) => Number(one.kind === 'slow') - Number(other.kind === 'slow'))
    .map(({ file }) => file);
}

interface Candidate extends Test {
  readonly rank: readonly number[];
  /** Whether it is of the room, reaches the place, or imports the file itself. */
  readonly isNear: boolean;
}

const byRank = (one: readonly number[], other: readonly number[]): number =>
  one.map((rank, at) => rank - (other[at] ?? 0)).find((difference) => difference !== 0) ?? 0;

/**
 * The tests of a kind that may notice a change at a place of a file: those of its own room first, then those that
 * import it themselves, then those that are known to reach it, the shortest first, then the others that load it, the
 * nearest first.
 */
function testsOf(
  file: string,
  place: number,
  kind: Test['kind'],
  isLong: boolean,
): readonly Candidate[] {
  const room = `test/${dirname(file)}/`;
  const reached = reachOf(file, place);
  return tests
    .filter((test) => test.kind === kind && test.isTooLong === isLong)
    .flatMap((test) => {
      const byCommand = file.startsWith('collector/') && test.loaded.has(command) ? 50 : undefined;
      const distance = test.loaded.get(file) ?? byCommand;
      const found = reached(test.file);
      const isOwn = test.file.startsWith(room);
      if (found === 'never' || (distance === undefined && found === 'unknown')) return [];
      if (isLong && !isOwn) return [];
      const isDirect = distance === 1;
      const isKnown = found === 'reaches' || isDirect;
      const nearness = isDirect ? 0 : isKnown ? 1 : (distance ?? 0);
      const wait = durationOf(test);
      const rank = [wait > patient ? 1 : 0, isOwn ? 0 : 1, isKnown ? 0 : 1, nearness, wait];
      return [{ ...test, rank, isNear: isOwn || nearness <= 1 }];
    })
    .sort((one, other) => byRank(one.rank, other.rank));
}

type Project = 'node' | 'browser';

export type Round = 'first' | 'second';

export interface Stage {
  readonly project: Project;
  readonly files: readonly string[];
  /** What waits for processes and browsers may fail by chance too. */
  readonly isSure: boolean;
}

/** The next of a list for so many seconds, at least one and at most so many; they are taken out of it. */
function takeFor(seconds: number, most: number, left: Test[]): Test[] {
  const taken: Test[] = [];
  let sum = 0;
  for (const test of left) {
    sum += durationOf(test) / 1000;
    if (taken.length === most || (taken.length > 0 && sum > seconds)) break;
    taken.push(test);
  }
  left.splice(0, taken.length);
  return taken;
}

/**
 * What is asked about a change at a place of a file in a round, but for the files of tests that were `asked` before; one
 * stage after another, until one notices.
 */
export function stagesOf(
  file: string,
  place: number,
  round: Round,
  asked: ReadonlySet<string>,
): readonly Stage[] {
  const stage = (project: Project, isSure: boolean, files: readonly Test[]): Stage => ({
    project,
    files: files.map((test) => test.file),
    isSure,
  });
  const left = (kind: Test['kind'], isLong = false) =>
    testsOf(file, place, kind, isLong).filter((test) => !asked.has(test.file));
  const quick = left('quick');
  const near = quick.filter(({ isNear }) => isNear);
  const browser = left('browser');
  if (round === 'first') {
    return [
      stage('node', true, takeFor(5, 16, near)),
      stage('node', true, takeFor(12, 32, near)),
      ...(file.startsWith('widget/') ? [stage('browser', false, takeFor(20, 6, browser))] : []),
    ];
  }
  const far = quick.filter(({ isNear }) => !isNear);
  const slow = left('slow');
  const long = [...left('quick', true), ...left('slow', true)];
  return [
    stage('node', true, takeFor(45, 16, near)),
    stage('node', false, takeFor(20, 6, slow)),
    stage('node', true, takeFor(30, 4, far)),
    stage('node', false, takeFor(60, 9, slow)),
    stage('browser', false, takeFor(60, 4, browser)),
    stage('node', false, long.slice(0, 3)),
  ];
}
