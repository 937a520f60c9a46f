import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Block, blocksOfBook, missingLine } from './blocks.ts';
import { Machine } from './machine.ts';
import { namespacesWork } from './root.ts';
import type { Session } from './session.ts';

// The book on running it, `collector/deploy/README.md`, done as it is written.

const blocks = blocksOfBook();
const blocksBy = (who: Block['by']) => blocks.filter(({ by }) => by === who);

let machine: Machine;
let session: Session;

beforeAll(async () => {
  machine = await Machine.start();
});

afterAll(() => machine?.[Symbol.asyncDispose]());

async function expectToShow({ commands, shows }: Block): Promise<void> {
  const output = await session.run(machine.adapted(commands));
  const missing = missingLine(shows.map(machine.adapted), output);
  expect(missing, `It said:\n${output}`).toBeUndefined();
}

describe('the book, as an ordinary user with umask 077 in an empty folder', () => {
  beforeAll(() => {
    session = machine.openSession();
  });
  afterAll(() => session[Symbol.asyncDispose]());

  test.each(blocksBy(''))('$name', expectToShow);
});

// In place of systemd, which does not run here, stands what starts the unit's command as its user.
describe.runIf(namespacesWork())('the book, as root with umask 077', () => {
  beforeAll(async () => {
    session = await machine.openRootSession();
  });
  afterAll(() => session[Symbol.asyncDispose]());

  test.each(blocksBy('root'))('$name', expectToShow);
});

/** What no test runs, and why. */
const notRun = {
  container:
    'There is no container engine here. `units.test.ts` reads the instructions of the image.',
};

test('no other block of the book is left out than those that say why', () => {
  const others = blocks.map(({ by }) => by).filter((by) => by !== '' && by !== 'root');

  expect(new Set(others)).toEqual(new Set(Object.keys(notRun)));
  expect(blocksBy('').length).toBeGreaterThan(12);
});
