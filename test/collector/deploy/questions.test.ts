import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { questions } from '../../../collector/feed/api/api-questions.ts';
import { country } from '../../upstream/country.ts';
import * as faults from '../../upstream/faults.ts';
import type { Weather } from '../../upstream/weather.ts';
import { testKeys, Workbench } from '../workbench.ts';
import { toolPath } from './tools.ts';

const run = promisify(execFile);

/** Two days at three, then a morning in which the hub refuses the key. */
const times = ['2024-11-23T03:05', '2024-11-24T03:05', '2024-11-24T07:38'];
let bench: Workbench;

function weather(time: string): Weather {
  const { stations } = country(`${time}:00+09:00`);
  const few = stations.filter(({ id }) => ['108', '232'].includes(id));
  return { observedAt: `${time}:00+09:00`, stations: few };
}

const server = createServer((request, response) => {
  readFile(join(bench.directory, 'feed', request.url ?? '')).then(
    (body) => response.end(body),
    () => response.writeHead(404).end(),
  );
});

beforeAll(async () => {
  toolPath('curl', 'curl');
  toolPath('jq', 'jq');
  const [first = '', ...later] = times;
  bench = await Workbench.start(weather(first), {
    sources: ['kma-aws', 'apihub-asos'],
    keys: testKeys,
    startAt: `${first}:30+09:00`,
    output: 'compressed',
  });
  await bench.pullAll();
  for (const [index, time] of later.entries()) {
    bench.upstream.serve(weather(time));
    bench.clock.advance((Date.parse(time) - Date.parse(times[index] ?? '')) / 60_000);
    if (time === times.at(-1)) {
      bench.upstream.answer(
        'apihub-asos',
        faults.says(
          JSON.stringify({ result: { status: 401, message: '유효한 인증키가 아닙니다.' } }),
          'application/json',
          401,
        ),
      );
    }
    await bench.pullAll();
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  server.close();
  await bench[Symbol.asyncDispose]();
});

/** What the command that answers a question prints, as parts of JSON in one list. */
async function answerTo(question: string) {
  const command = questions.find(({ en }) => en === question)?.command ?? 'false';
  const { port } = server.address() as AddressInfo;
  const host = `http://127.0.0.1:${port}`;
  const { stdout } = await run('sh', ['-c', `${command.replaceAll('HOST', host)} | jq -s -c .`]);
  return JSON.parse(stdout);
}

test('is it up to date?', async () => {
  expect(await answerTo('Is it up to date?')).toEqual([
    {
      status: expect.any(String),
      generatedAt: '2024-11-24T07:38:30+09:00',
      changedAt: '2024-11-24T07:38:30+09:00',
      summary: expect.objectContaining({ stations: 97 }),
    },
  ]);
});

test('which stations are missing?', async () => {
  const missing = await answerTo('Which stations are missing?');

  expect(missing).toHaveLength(95);
  expect(missing[0]).toEqual(['90', '속초', 'never']);
});

test('where did this number come from?', async () => {
  expect(await answerTo('Where did this number come from?')).toEqual([
    expect.objectContaining({
      value: 2.8,
      quality: 'pass',
      checks: expect.arrayContaining(['range']),
      failed: [],
      source: 'kma-aws',
      observedAt: '2024-11-24T07:38:00+09:00',
    }),
  ]);
});

test('which values are doubtful or missing?', async () => {
  const values = await answerTo('Which values are doubtful or missing?');

  expect(values).toContainEqual(['90', 'temperature', null, [], 'never-observed']);
  // The hub, which alone says these, has not answered since the day before.
  expect(values.filter(([station]: [string]) => station === '108')).toEqual(
    ['condition', 'dewPoint', 'visibility', 'cloud'].map((element) => [
      '108',
      element,
      null,
      [],
      'expired',
    ]),
  );
});

test('what did 천안 measure at three this morning?', async () => {
  expect(await answerTo('What did 천안 measure at three this morning?')).toEqual([
    expect.objectContaining({
      hour: '2024-11-24T03:00:00+09:00',
      temperature: expect.objectContaining({ value: -2.5, source: 'apihub-asos' }),
    }),
  ]);
});

test('is my key about to run out?', async () => {
  const sources = await answerTo('Is my key about to run out?');

  expect(sources.find(({ id }: { id: string }) => id === 'apihub-asos')).toEqual({
    id: 'apihub-asos',
    state: 'blocked',
    stateSince: '2024-11-24T07:38:30+09:00',
    quota: { used: expect.any(Number), limit: 300 },
    blocked: { code: 'auth', until: expect.stringMatching(/^2024-11-25T00:0/) },
  });
});
