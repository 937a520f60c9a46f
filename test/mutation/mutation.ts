import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions, wholeNumber } from '../command-line.ts';
import { filesBelow } from '../imports.ts';
import { type Mutant, mutantsOf, mutated, randomFrom } from './mutants.ts';
import { recordReach } from './reach.ts';
import { type Round, stagesOf, testsToRecord, tookAsLong } from './tests-about.ts';
import { copyTree, keptFolder, removeTree, root } from './trees.ts';
import { catches, unsound } from './trial.ts';

// `npm run mutation`: changes the product in 200 small places, one at a time and chosen by a seed, in a
// copy of the repository, and runs the tests that are about the place. A first round asks those that take no time,
// which notice most changes; a second asks those that start processes about the rest. What no test notices is
// printed. Each outcome is a line of the log, and the next run goes on behind the last.

const help = `npm run mutation [-- --seed S] [--count N] [--minutes N] [--beside N] [--only TEXT] [--record]

Changes the product in small places, one at a time, in a copy, and says which changes no test notices.

  --seed S     which places (1)
  --count N    so many of them (200)
  --minutes N  no other change is begun after so many (600); the next run of the seed goes on behind the last
  --beside N   so many changes are tried side by side, each in a copy of its own (2)
  --only TEXT  of these, those in files whose path has the text
  --record     before, the tests are run once to know which of them reach what
`;

const { values } = readOptions(help, {
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '600' },
    only: { type: 'string', default: '' },
    beside: { type: 'string', default: '2' },
    record: { type: 'boolean', default: false },
  },
});
const { only, record } = values;
const number = (name: 'seed' | 'count' | 'minutes' | 'beside', least = 0) =>
  wholeNumber(name, values[name], least);
const seed = number('seed');
const count = number('count', 1);
const minutes = number('minutes');
const beside = number('beside', 1);

const rooms = [
  'collector',
  'schemas',
  ...['feed', 'format', 'motion', 'element', 'ticker'].map((room) => `widget/${room}`),
];
/** What has no behaviour of its own to test: entries, words, styles. */
const withoutBehaviour = /(?:^|\/)(?:index|main|version|words-\w+)\.ts$|\.styles\.ts$|\.d\.ts$/;
const product = rooms
  .flatMap((room) => filesBelow(room))
  .filter((file) => !withoutBehaviour.test(file))
  .sort();

const log = join(keptFolder, `seed-${seed}.jsonl`);
mkdirSync(keptFolder, { recursive: true });

interface Chosen extends Mutant {
  readonly file: string;
}

/** Changes in an order that the seed decides; every place is as likely as any other. */
function choose(count: number, seed: number): Chosen[] {
  const all = product.flatMap((file) =>
    mutantsOf(file, readFileSync(join(root, file), 'utf8')).map((mutant) => ({ file, ...mutant })),
  );
  const random = randomFrom(seed);
  const chosen: Chosen[] = [];
  while (chosen.length < count && all.length > 0) {
    chosen.push(...all.splice(Math.floor(random() * all.length), 1));
  }
  return chosen;
}

interface Outcome extends Chosen {
  readonly line: number;
  readonly was: string;
  /** By which tests, or `null` where none noticed. */
  readonly caught: readonly string[] | null;
  readonly seconds: number;
  readonly round: Round;
  /** Files of tests that were asked, in this round and before: the next asks others. */
  readonly asked?: readonly string[];
}

async function tryOut(tree: string, chosen: Chosen, round: Round): Promise<Outcome> {
  const path = join(tree, chosen.file);
  const text = readFileSync(path, 'utf8');
  const began = performance.now();
  const restore = () => writeFileSync(path, text);
  const change = () => writeFileSync(path, mutated(text, chosen));
  const asked = new Set(round === 'first' ? [] : outcomes.get(key(chosen))?.asked);
  let caught: readonly string[] | null = null;
  try {
    for (const stage of stagesOf(chosen.file, chosen.start, round, asked)) {
      for (const file of stage.files) asked.add(file);
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
      asked: [...asked],
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
const end = performance.now() + minutes * 60_000;
const print = (text: string) => process.stdout.write(`${text}\n`);

const chosen = choose(count, seed).filter(({ file }) => file.includes(only));

async function tryOutAll(tree: string, left: Iterable<Chosen>, round: Round): Promise<void> {
  for (const one of left) {
    if (performance.now() > end) break;
    const outcome = await tryOut(tree, one, round);
    outcomes.set(key(outcome), outcome);
    appendFileSync(log, `${JSON.stringify(outcome)}\n`);
    const { file, line, was, instead, caught, seconds } = outcome;
    const change = `${was.slice(0, 60).replaceAll(/\s+/g, ' ')} → ${instead.slice(0, 60).replaceAll(/\s+/g, ' ')}`;
    const word = caught !== null ? 'caught  ' : round === 'first' ? 'open    ' : 'survived';
    print(`${word} ${file}:${line}  ${change}  ${seconds} s`);
  }
}

if (record) await recordReach(product, testsToRecord(product), tookAsLong);
const trees = Array.from({ length: beside }, (_, number) => copyTree(String(number)));
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
for (const tree of trees) removeTree(tree);
if (unsound.size > 0) print(`Left out, as they fail without a change: ${[...unsound].join(', ')}`);

const all = [...outcomes.values()];
const survivors = all.filter(({ caught }) => caught === null);
const share = ((all.length - survivors.length) / Math.max(1, all.length)) * 100;
print(`${all.length} changes, ${share.toFixed(0)} % caught. Survivors:`);
for (const { file, line, was, instead, round } of survivors) {
  print(`  ${file}:${line}  ${was} → ${instead}${round === 'first' ? '  (first round only)' : ''}`);
}
