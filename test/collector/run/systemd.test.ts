import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemdNotices, watchdogInterval } from '../../../collector/run/systemd.ts';
import { findTool } from '../deploy/tools.ts';
import { bareEnvironment } from '../started-command.ts';

let directory = '';
const running: { kill(): void }[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nalssi-'));
});

afterEach(() => {
  for (const child of running.splice(0)) child.kill();
  rmSync(directory, { recursive: true });
});

/** Takes systemd's place at a socket; gives what arrives there, in its order. */
async function listenAt(name: string): Promise<AsyncIterator<string>> {
  const script = join(import.meta.dirname, 'receive-notices.py');
  const receiver = spawn(findTool('python3') ?? '', [script, name]);
  running.push({ kill: () => receiver.kill('SIGKILL') });
  const lines = createInterface(receiver.stdout)[Symbol.asyncIterator]();
  expect(await receive(lines)).toBe('bound');
  return lines;
}

async function receive(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  if (done === true) throw new Error('The receiver ended.');
  return JSON.parse(value);
}

async function next(lines: AsyncIterator<string>): Promise<string> {
  for (;;) {
    const notice = await receive(lines);
    // systemd-notify waits until everything before it was taken in.
    if (!notice.startsWith('BARRIER=1')) return notice.trimEnd();
  }
}

const abstract = `@nalssi-${process.pid}-${Math.random().toString(36).slice(2)}`;

describe.each([
  ['a file', () => join(directory, 'notify')],
  ['an abstract name', () => abstract],
])('at a socket with %s', (_what, nameOf) => {
  test('nalssi serve says that it is ready, feeds the watchdog, and says that it stops', async () => {
    const lines = await listenAt(nameOf());
    const main = join(import.meta.dirname, '../../../collector/main.ts');
    const service = spawn(process.execPath, [main, 'serve'], {
      stdio: 'ignore',
      env: {
        ...bareEnvironment,
        NALSSI_DATA_DIR: directory,
        PORT: '0',
        // Nobody listens there: a feed without values is a feed.
        NALSSI_KMA_MAP_URL: 'http://127.0.0.1:9',
        NOTIFY_SOCKET: nameOf(),
        WATCHDOG_USEC: '1500000',
      },
    });
    running.push({ kill: () => service.kill('SIGKILL') });
    const ended = new Promise((resolve) => service.on('close', resolve));

    expect(await next(lines)).toBe('READY=1\nSTATUS=Serving the feed.');
    expect([await next(lines), await next(lines)]).toEqual(['WATCHDOG=1', 'WATCHDOG=1']);

    service.kill('SIGTERM');
    let last = await next(lines);
    while (last === 'WATCHDOG=1') last = await next(lines);
    expect(last).toBe('STOPPING=1');
    expect(await ended).toBe(143);
    // A first publish takes a busy machine long, and is ended in order.
  });
});

test.each([
  ['three times as often as systemd wants to hear', { WATCHDOG_USEC: '90000000' }, 30_000],
  ['for itself', { WATCHDOG_USEC: '90000000', WATCHDOG_PID: String(process.pid) }, 30_000],
  ['not for another process', { WATCHDOG_USEC: '90000000', WATCHDOG_PID: '1' }, null],
  ['not where there is none', {}, null],
  ['not where it has no time', { WATCHDOG_USEC: '0' }, null],
])('the watchdog is fed %s', (_what, variables, interval) => {
  expect(watchdogInterval(variables)).toBe(interval);
});

test('a systemd-notify that is not there is logged once, with what it means', async () => {
  const logged: unknown[] = [];
  const failed = new Promise<void>((resolve) => {
    const log = pino(
      { base: null },
      {
        write(line) {
          logged.push(JSON.parse(line));
          resolve();
        },
      },
    );
    systemdNotices({ PATH: directory, NOTIFY_SOCKET: join(directory, 'none') }, log).ready();
  });
  await failed;

  expect(logged).toEqual([expect.objectContaining({ code: 'systemd-notify' })]);
});
