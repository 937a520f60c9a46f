import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Report } from './reach.ts';
import { type Stage, tookAsLong } from './tests-about.ts';
import { runVitest } from './trees.ts';

// Whether tests notice a change: they fail with it, pass without it, and, where they may fail by chance, fail again.

/** Tests wait less than elsewhere for what a change keeps from coming. */
const patienceOf = ({ isSure }: Stage) => (isSure ? 5000 : 15_000);
const longestOf = ({ isSure }: Stage) => (isSure ? 60_000 : 180_000);

/** What takes no time is over before two more workers have loaded the collector. */
function projectsOf({ project, isSure }: Stage): string[] {
  if (isSure) return [];
  return project === 'node' ? ['node', 'alone'] : ['browser'];
}

/** What failed: tests of a file, or with no file the run as a whole, which ended in another way or never. */
interface Failure {
  readonly file: string | null;
  readonly names: readonly string[];
  /** It waited for as long as was allowed, as it also does where the machine is busy. */
  readonly isLate: boolean;
}

async function failureOf(tree: string, stage: Stage): Promise<Failure | null> {
  if (stage.files.length === 0) return null;
  const report = join(tree, 'report.json');
  const code = await runVitest(tree, {
    projects: projectsOf(stage),
    files: stage.files,
    words: ['--bail=1'],
    report,
    patience: patienceOf(stage),
    longest: longestOf(stage),
  });
  const { testResults }: Report = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { testResults: [] };
  for (const { name, status, startTime, endTime } of code === 0 ? testResults : []) {
    if (status === 'passed') tookAsLong(relative(tree, name), Math.round(endTime - startTime));
  }
  if (code === 0) return null;
  const failed = testResults.find(({ assertionResults }) =>
    assertionResults.some(({ status }) => status === 'failed'),
  );
  if (failed === undefined) return { file: null, names: ['the run itself'], isLate: true };
  const results = failed.assertionResults.filter(({ status }) => status === 'failed');
  return {
    file: relative(tree, failed.name),
    names: results.map(({ fullName }) => fullName),
    isLate: results.some(
      ({ duration }) => (duration ?? Number.POSITIVE_INFINITY) >= patienceOf(stage),
    ),
  };
}

/** Files of tests that fail without any change too, in the copy or on a busy machine. */
export const unsound = new Set<string>();
const sound = new Set<string>();

/**
 * What noticed a change, or `null`. What fails must pass without the change, and what may fail by chance, as all that
 * waits does on a busy machine, must fail with it once more.
 */
export async function catches(
  tree: string,
  stage: Stage,
  change: () => void,
  restore: () => void,
): Promise<readonly string[] | null> {
  change();
  const asked = { ...stage, files: stage.files.filter((file) => !unsound.has(file)) };
  const failure = await failureOf(tree, asked);
  if (failure === null) return null;
  const { file, names, isLate } = failure;
  // Who was late is given more time, and must be so again.
  const isSure = stage.isSure && !isLate;
  const again = { ...asked, isSure, files: file === null ? asked.files : [file] };
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
  if (!isSure && (await failureOf(tree, again)) === null) {
    if (file === null) return null;
    const others = { ...stage, files: stage.files.filter((one) => one !== file) };
    return catches(tree, others, change, restore);
  }
  return names.map((name) => `${file ?? stage.files[0]} > ${name}`);
}
