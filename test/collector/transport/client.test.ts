import { getEventListeners } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configOf } from '../../../collector/config/source-variables.ts';
import { kmaMap } from '../../../collector/sources/kma-map/source.ts';
import type { Replaceable, Source, SourceRequest } from '../../../collector/sources/source.ts';
import { noTelemetry, type Telemetry } from '../../../collector/telemetry/telemetry.ts';
import { systemClock } from '../../../collector/time/clock.ts';
import { sleep } from '../../../collector/time/sleep.ts';
import { SourceClient } from '../../../collector/transport/client.ts';
import { emptyLedger } from '../../../collector/transport/ledger.ts';
import { OpenLedger } from '../../../collector/transport/open-ledger.ts';

let upstream: Server;
/** The places that were asked for, in their order. */
let asked: string[];
/** How the upstream answers. */
let answer: RequestListener;

beforeEach(async () => {
  asked = [];
  answer = (request, response) => response.end(request.url);
  upstream = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  upstream.close();
  upstream.closeAllConnections();
});

const running = new AbortController().signal;

/** A source of `count` requests, `/0` and on, each read as the text of its answer. */
function sourceOf(count: number): Source<string> {
  const requests = Array.from({ length: count }, (_, place) => requestOf(`/${place}`));
  return { ...kmaMap, requests: () => requests };
}

function requestOf(path: string): SourceRequest<string> {
  return { path, about: path, read: (bytes) => Buffer.from(bytes).toString() };
}

function clientOf<Parsed>(
  source: Source<Parsed>,
  clock = systemClock,
  telemetry: Telemetry = noTelemetry,
): SourceClient<Parsed> {
  const { port } = upstream.address() as AddressInfo;
  const baseUrl = new URL(`http://127.0.0.1:${port}`);
  return new SourceClient({
    source,
    config: { ...configOf('kma-map'), baseUrl, isBaseUrlGiven: true },
    keys: {},
    clock,
    telemetry,
    // Waits between attempts are left out, unless they are ended before they begin.
    sleep: (duration, signal) => sleep(Math.min(duration, 1), signal),
    ledger: new OpenLedger(emptyLedger(clock.now()), clock),
  });
}

/** Answers with `status` what `isBad` says, and all else in order. */
function failing(status: number, isBad: (place: number) => boolean, headers = {}): RequestListener {
  return (request, response) => {
    if (!isBad(Number(request.url?.slice(1)))) response.end(request.url);
    else response.writeHead(status, headers).end();
  };
}

test('an answer that takes far too long to read is left unread, and not asked for again at once', async () => {
  const read = () => /^(?:a|a)*$/.test(`${'a'.repeat(60)}b`);
  const source: Source<boolean> = {
    ...kmaMap,
    requests: () => [{ path: '/', about: 'all stations', read }],
  };

  expect(await clientOf(source).ask(running)).toMatchObject({
    kind: 'failed',
    error: { name: 'SourceError', code: 'too-costly', source: 'kma-map', remedy: 'lasting' },
  });
  expect(asked).toHaveLength(1);
});

test('the upstream is told that no connection is kept for another request', async () => {
  const told: (string | undefined)[] = [];
  answer = (request, response) => {
    told.push(request.headers.connection);
    response.end(request.url);
  };

  await clientOf(sourceOf(2)).ask(running);

  expect(told).toEqual(['close', 'close']);
});

describe('a run of many requests', () => {
  test('goes on after three that failed', async () => {
    answer = failing(404, (place) => place < 3);

    const outcome = await clientOf(sourceOf(97)).ask(running);

    expect(outcome).toMatchObject({
      kind: 'answered',
      requests: { made: 97, failed: 3, unasked: 0 },
    });
    expect(asked).toHaveLength(97);
  });

  test('goes on while one in two fails', async () => {
    answer = failing(404, (place) => place % 2 === 1);

    expect(await clientOf(sourceOf(97)).ask(running)).toMatchObject({
      requests: { made: 97, failed: 48, unasked: 0 },
    });
  });

  test('gives up an upstream of which six in a row fail, and counts a retry as no request', async () => {
    answer = failing(500, () => true);

    const outcome = await clientOf(sourceOf(97)).ask(running);

    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'http-server-error' } });
    if (outcome.kind !== 'failed') return;
    const { made, failed, unasked } = outcome.requests;
    // Two more may be under way when the sixth fails.
    expect(made).toBeLessThanOrEqual(8);
    expect(failed).toBe(made);
    expect(unasked).toBe(97 - made);
    expect(asked).toHaveLength(made * 3);
  });

  test('ends where the upstream asks for a rest, and keeps what it gave before', async () => {
    answer = failing(429, (place) => place === 20, { 'Retry-After': '60' });

    const outcome = await clientOf(sourceOf(97)).ask(running);

    expect(outcome).toMatchObject({
      kind: 'answered',
      errors: [{ code: 'too-many-requests', retryAfter: 60_000 }],
    });
    expect(asked.length).toBeLessThanOrEqual(24);
  });

  test('ends with the quota of the day, and says what was not asked', async () => {
    const source = { ...sourceOf(97), dailyRequests: 10 };

    const outcome = await clientOf(source).ask(running);

    expect(asked).toHaveLength(10);
    expect(outcome).toMatchObject({
      kind: 'answered',
      requests: { made: 10, failed: 0, unasked: 87 },
    });
  });
});

describe('a source whose key is refused and that can ask elsewhere', () => {
  /** The source that asks `/instead` where a person has to look after `/0`. */
  const source: Source<string> & Replaceable<string> = {
    ...sourceOf(1),
    keys: ['kma-apihub'],
    requestsInstead: () => [requestOf('/instead')],
  };
  const answeringWith = (first: number, other: number) => {
    answer = (request, response) => {
      response.writeHead(request.url === '/0' ? first : other).end(request.url);
    };
  };

  test('has what is there, and says why it asked', async () => {
    answeringWith(401, 200);

    expect(await clientOf(source).ask(running)).toMatchObject({
      kind: 'answered',
      answers: ['/instead'],
      refusal: { code: 'auth', detail: expect.stringContaining('401') },
    });
  });

  test('asks the other alone for the rest of the day', async () => {
    answeringWith(401, 200);
    const client = clientOf(source);
    await client.ask(running);
    await client.ask(running);

    expect(asked).toEqual(['/0', '/instead', '/instead']);
  });

  test('asks itself again on the next day', async () => {
    answeringWith(401, 200);
    let now = Date.parse('2026-01-01T23:59:59+09:00');
    const client = clientOf(source, { ...systemClock, now: () => now });
    await client.ask(running);
    now += 1_000;
    await client.ask(running);

    expect(asked).toEqual(['/0', '/instead', '/0', '/instead']);
  });

  test('asks the other once in a run that is refused too', async () => {
    answeringWith(401, 403);
    const client = clientOf(source);
    await client.ask(running);
    await client.ask(running);

    expect(asked).toEqual(['/0', '/instead', '/instead']);
  });

  test.each([
    ['deadline', 'failed'],
    ['signal', 'aborted'],
  ])('asks nobody once its run was ended by its %s', async (which, kind) => {
    answeringWith(401, 200);
    const [stop, deadline] = [new AbortController(), new AbortController()];
    const end = which === 'signal' ? stop : deadline;
    const telemetry = { ...noTelemetry, request: () => end.abort() };
    const client = clientOf(source, systemClock, telemetry);

    expect(await client.ask(stop.signal, deadline.signal)).toMatchObject({ kind });
    await client.ask(running);
    expect(asked.slice(0, 2)).toEqual(['/0', '/0']);
  });

  test('gives nothing where its process is ended while the other is asked', async () => {
    const stop = new AbortController();
    answer = (request, response) => {
      if (request.url === '/0') response.writeHead(401).end();
      else stop.abort();
    };

    expect(await clientOf(source).ask(stop.signal)).toEqual({ kind: 'aborted' });
  });

  test('has nobody else to ask', async () => {
    answeringWith(401, 200);
    const alone = { ...source, requestsInstead: () => [] };

    expect(await clientOf(alone).ask(running)).toMatchObject({
      kind: 'failed',
      error: { code: 'auth' },
      requests: { made: 1 },
    });
  });

  test('says why the first refused it where the other refuses it too: that a person can mend', async () => {
    answeringWith(401, 403);

    expect(await clientOf(source).ask(running)).toMatchObject({
      kind: 'failed',
      error: { code: 'auth', detail: expect.stringContaining('401') },
    });
  });

  test('says what is wrong with the other where that fails by itself, as it may be well soon', async () => {
    answeringWith(401, 500);

    expect(await clientOf(source).ask(running)).toMatchObject({
      kind: 'failed',
      error: { code: 'http-server-error' },
    });
  });
});

describe('a run that is ended', () => {
  test('by the signal of the process gives nothing, whatever was answered', async () => {
    const stop = new AbortController();
    answer = (request, response) => {
      if (request.url === '/5') stop.abort();
      else response.end(request.url);
    };

    expect(await clientOf(sourceOf(97)).ask(stop.signal)).toEqual({ kind: 'aborted' });
    expect(asked.length).toBeLessThan(10);
  });

  test('by that signal before it begins asks nothing', async () => {
    expect(await clientOf(sourceOf(3)).ask(AbortSignal.abort())).toEqual({ kind: 'aborted' });
    expect(asked).toEqual([]);
  });

  test('by that signal between two attempts makes no second', async () => {
    const stop = new AbortController();
    answer = (_request, response) => {
      response.on('finish', () => stop.abort());
      response.writeHead(500).end();
    };

    expect(await clientOf(sourceOf(1)).ask(stop.signal)).toEqual({ kind: 'aborted' });
    expect(asked).toHaveLength(1);
  });

  test('by its deadline keeps what was answered; what is under way has failed, the rest is unasked', async () => {
    const deadline = new AbortController();
    // Three requests at a time: when the third is silent, all before it are answered.
    answer = (request, response) => {
      if (Number(request.url?.slice(1)) < 10) response.end(request.url);
      else if (asked.length === 13) deadline.abort();
    };

    const outcome = await clientOf(sourceOf(97)).ask(running, deadline.signal);

    expect(outcome).toMatchObject({
      kind: 'answered',
      requests: { made: 13, failed: 3, unasked: 84 },
    });
    if (outcome.kind !== 'answered') return;
    expect(outcome.answers).toHaveLength(10);
    expect(outcome.errors.map(({ code }) => code)).toEqual(['timeout', 'timeout', 'timeout']);
  });

  test('by its deadline with no answer has failed with code timeout', async () => {
    const deadline = new AbortController();
    answer = () => deadline.abort();

    expect(await clientOf(sourceOf(1)).ask(running, deadline.signal)).toMatchObject({
      kind: 'failed',
      error: { code: 'timeout' },
    });
  });
});

test('a hundred runs leave nothing on the signal of the process', async () => {
  const stop = new AbortController();
  const client = clientOf(sourceOf(2));
  for (let run = 0; run < 100; run += 1) await client.ask(stop.signal);

  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
});

test('an error that nobody foresaw is told by its kind, and not by the answer that it quotes', async () => {
  answer = (_, response) => response.end(`{"secret": ${'evil '.repeat(100)}}`);
  const read = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString());
  const source = { ...kmaMap, requests: () => [{ ...requestOf('/0'), read }] };

  expect(await clientOf(source).ask(running)).toMatchObject({
    error: { code: 'internal', detail: expect.stringMatching(/^SyntaxError at [\w.-]+\.ts:\d+$/) },
  });
});
