import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeVoucherOf, vouchFor } from '../../../collector/run/vouchers.ts';
import { lies, weatherAt } from '../lies/lies.ts';
import { Workbench } from '../workbench.ts';

const startAt = '2024-11-24T07:38:30+09:00';

/** A collector that has believed an hour and refused the next one, 10 K warmer. */
async function refusing(): Promise<Workbench> {
  const before = weatherAt('2024-11-24T07:38:00+09:00');
  const bench = await Workbench.start(before, { startAt });
  await bench.pull();
  bench.clock.advance(60);
  const warmer = lies[0]?.tell(weatherAt('2024-11-24T08:38:00+09:00'), before);
  if (warmer === undefined) throw new Error('There is no lie.');
  bench.upstream.serve(warmer);
  await bench.pull();
  return bench;
}

const stateOf = async (bench: Workbench) => (await bench.health()).sources[0];

test('what is refused says how far off it is, and what a person can do', async () => {
  await using bench = await refusing();

  expect((await stateOf(bench))?.lastError).toMatchObject({
    code: 'implausible-batch',
    message: expect.stringMatching(/median \+\d+\.\d K against the answer of 2024-11-24T07:00/),
    action: expect.stringContaining('nalssi believe SOURCE'),
  });
  expect((await bench.tickerRow('108'))?.observedAt).toBe('2024-11-24T07:00:00+09:00');
});

test('an answer that a person vouches for is believed by the running collector, once', async () => {
  await using bench = await refusing();
  // A person may say so twice.
  vouchFor(bench.directory, 'kma-map');
  vouchFor(bench.directory, 'kma-map');
  await bench.pull();

  expect((await stateOf(bench))?.state).toBe('ok');
  expect((await bench.tickerRow('108'))?.observedAt).toBe('2024-11-24T08:00:00+09:00');
  expect(readdirSync(join(bench.directory, 'believe'))).toEqual([]);
});

test('what was vouched for longer than an hour ago is not believed', async () => {
  await using bench = await refusing();
  vouchFor(bench.directory, 'kma-map');
  const then = Date.now() / 1_000 - 3_700;
  utimesSync(join(bench.directory, 'believe/kma-map'), then, then);
  await bench.pull();

  expect((await stateOf(bench))?.state).toBe('failing');
});

test('a refusal goes on through a restart', async () => {
  await using bench = await refusing();
  await bench.stop();
  await bench.reopen();
  await bench.pull();

  expect((await stateOf(bench))?.lastError?.code).toBe('implausible-batch');
  expect((await bench.tickerRow('108'))?.observedAt).toBe('2024-11-24T07:00:00+09:00');
});

test('a link that stands where the word goes is replaced, and what it leads to is not emptied', () => {
  const directory = mkdtempSync(join(tmpdir(), 'nalssi-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(join(directory, 'believe'));
  writeFileSync(join(directory, 'other'), 'of somebody else');
  symlinkSync('../other', join(directory, 'believe/kma-map'));
  vouchFor(directory, 'kma-map');

  expect(readFileSync(join(directory, 'other'), 'utf8')).toBe('of somebody else');
  expect(lstatSync(join(directory, 'believe/kma-map')).isFile()).toBe(true);
});

test('a folder by the name of a source vouches for nothing, and stays', () => {
  const directory = mkdtempSync(join(tmpdir(), 'nalssi-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const folder = join(directory, 'believe/kma-map');
  mkdirSync(folder, { recursive: true });

  expect(takeVoucherOf(directory, 'kma-map')).toBe(false);
  expect(readdirSync(join(directory, 'believe'))).toEqual(['kma-map']);
});
