import { expect, test } from 'vitest';
import { Output } from '../../../collector/publish/output.ts';
import { createLogger } from '../../../collector/telemetry/log.ts';
import { Secrets } from '../../../collector/telemetry/secrets.ts';
import { ManualClock } from '../workbench.ts';

const name = { id: 'store', name: 'The store', action: 'Make room.' };
const works = async () => 1;
const fails = async () => {
  throw new Error('The disk is full.');
};

function outputWithLog() {
  const codes: string[] = [];
  const write = (line: string) => void codes.push(JSON.parse(line).code);
  const clock = new ManualClock('2026-11-23T15:00:00+09:00');
  const output = new Output(name, clock, createLogger(new Secrets(), 'json', { write }));
  return { output, codes, clock };
}

test('a read that works says nothing of the write that does not', async () => {
  const { output, codes, clock } = outputWithLog();
  for (let minute = 0; minute < 5; minute += 1) {
    expect(await output.attempt('save', fails, 0)).toBe(0);
    expect(await output.attempt('history', works, 0)).toBe(1);
    clock.advance(1);
  }

  expect(output.health).toMatchObject({ state: 'failing', since: '2026-11-23T15:00:00+09:00' });
  expect(codes).toEqual(['store-failing']);
});

test('it works again when the last of what failed does', async () => {
  const { output, codes } = outputWithLog();
  await output.attempt('save', fails, 0);
  await output.attempt('history', fails, 0);
  await output.attempt('history', works, 0);
  expect(output.health.state).toBe('failing');
  await output.attempt('save', works, 0);

  expect(output.health).toEqual({ id: 'store', state: 'ok', since: null, action: null });
  expect(codes).toEqual(['store-failing', 'store-back']);
});

test('what breaks off because it was told to stop has not failed', async () => {
  const { output, codes } = outputWithLog();
  const stop = AbortSignal.abort(new Error('It shall end.'));
  const breaksOff = () => Promise.reject(stop.reason);

  expect(await output.attempt('publish', breaksOff, 0, stop)).toBe(0);
  expect(output.health.state).toBe('ok');
  expect(codes).toEqual([]);
});

test('what fails while it is told to stop has failed', async () => {
  const { output, codes } = outputWithLog();
  await output.attempt('publish', fails, 0, AbortSignal.abort(new Error('It shall end.')));

  expect(codes).toEqual(['store-failing']);
});
