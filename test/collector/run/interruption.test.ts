import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartedCommand } from '../started-command.ts';

let directory = '';
let url = '';
/** Takes every connection and says nothing. */
let silent: Server;
let asked: PromiseWithResolvers<void>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  asked = Promise.withResolvers();
  silent = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => asked.resolve());
  });
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  url = `http://127.0.0.1:${(silent.address() as { port: number }).port}`;
});

afterEach(async () => {
  silent.close();
  await rm(directory, { recursive: true, force: true });
});

function start(words: readonly string[], script?: string): StartedCommand {
  const variables = {
    PORT: '0',
    NALSSI_DATA_DIR: directory,
    NALSSI_KMA_MAP_URL: url,
    NALSSI_KMA_APIHUB_KEY: 'TestHubKey0123456789ab',
    NALSSI_APIHUB_ASOS_URL: url,
    NALSSI_APIHUB_AWS_URL: url,
    NALSSI_SOURCES: 'kma-map',
    NALSSI_TABLES: 'off',
  };
  return new StartedCommand(words, { variables, ...(script !== undefined && { script }) });
}

const product = join(import.meta.dirname, '../../../demo/start.ts');

describe.each([
  ['nalssi serve', () => start(['serve'])],
  ['nalssi collect', () => start(['collect'])],
  ['nalssi check', () => start(['check', 'kma-map'])],
  ['nalssi stations', () => start(['stations', '--refresh'])],
  ['nalssi inspect', () => start(['inspect', url])],
  ['nalssi validate', () => start(['validate', `${url}/v1/ticker.json`])],
  ['npm start', () => start([], product)],
])('%s that waits for an answer', (name, begin) => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends by %s before the answer is late, with its code', async (signal, expected) => {
    await using command = begin();
    await asked.promise;
    command.child.kill(signal);
    const { code } = await command.ended;

    expect(code).toBe(expected);
    expect(command.errors).toBe('');
    expect(command.output).not.toMatch(/nothing yet|up to date|timeout|Nothing usable/i);
    const left = readdirSync(directory);
    expect(left.filter((file) => /\.new|stations\.json/.test(file))).toEqual([]);
    if (name === 'nalssi serve') expect(command.output).toContain('"msg":"Stopping."');
  });
});

test('a second Ctrl-C ends a command at once that does not end by the first', async () => {
  await using command = new StartedCommand([], {
    script: join(import.meta.dirname, 'stubborn-command.ts'),
  });
  await command.says((output) => (output.includes('begun') ? true : null));
  command.child.kill('SIGINT');
  await command.says((output) => (output.includes('told') ? true : null));
  // Past the time in which a second signal may be the echo of the first.
  await new Promise((resolve) => setTimeout(resolve, 100));
  command.child.kill('SIGINT');

  expect(await command.ended).toEqual({ code: 130, signal: null });
  expect(command.output).not.toContain('late');
});

test('a command that does not end by the first signal is cut off by itself', async () => {
  await using command = new StartedCommand([], {
    script: join(import.meta.dirname, 'stubborn-command.ts'),
  });
  await command.says((output) => (output.includes('begun') ? true : null));
  command.child.kill('SIGTERM');

  expect(await command.ended).toEqual({ code: 143, signal: null });
  expect(command.output).not.toContain('late');
});
