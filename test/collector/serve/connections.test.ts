import { connect } from 'node:net';
import { FeedContent, FeedServer } from '@nalssi/collector';
import { expect, test } from 'vitest';
import { type ServerLimits, standardLimits } from '../../../collector/serve/limits.ts';
import { type Answer, RawConnection, ServedProcess } from './served-process.ts';

/** Far more than the buffers of the system take. */
const size = 40_000_000;
const request = 'GET /v1/ticker.json HTTP/1.1\r\nHost: a\r\n\r\n';

/** A server with a large file, and limits that a test does not have to wait for. */
async function serve(limits: Partial<ServerLimits>) {
  const content = new FeedContent();
  const identity = Buffer.alloc(size, 'x');
  const encoded = { br: identity, gzip: identity, zstd: identity };
  const file = { identity, encoded, hash: '1' };
  content.replace(new Map([['ticker.json', file]]), Date.now());
  const full: unknown[] = [];
  const server = new FeedServer({
    content,
    assets: new Map(),
    limits: { ...standardLimits, ...limits },
    onFull: () => full.push(null),
    onError: (error) => {
      throw error;
    },
  });
  const port = await server.listen('127.0.0.1', 0);
  return { port, full, [Symbol.asyncDispose]: () => server.close(0) };
}

test('connections that send nothing, or drip, are told and ended soon after 10 and 15 seconds', async () => {
  await using served = await ServedProcess.start();
  const open = () => RawConnection.open(served.port);
  using silent = await open();
  using head = await open();
  using body = await open();
  using kept = await open();
  head.send('GET /v1/index.json HTTP/1.1\r\nHost: a\r\n');
  body.send('POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n');
  kept.send('GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n');
  const drip = setInterval(() => {
    head.send('X-A: b\r\n');
    if (body.socket.writable) body.send('x');
  }, 500);
  const at = performance.now();
  const seconds = async ({ ended }: RawConnection) => {
    await ended;
    return (performance.now() - at) / 1_000;
  };
  const [ofSilent, ofHead, ofBody, ofKept] = await Promise.all(
    [silent, head, body, kept].map(seconds),
  );
  clearInterval(drip);

  // Without its own interval Node looks every 30 s: 30 to 60 s each.
  expect(ofSilent).toBeLessThan(25);
  expect(ofHead).toBeLessThan(25);
  expect(ofBody).toBeLessThan(25);
  expect(ofKept).toBeLessThan(25);
  expect(silent.received).toMatch(/^HTTP\/1.1 408 .*"\/problems\/request-timeout"/s);
  expect(head.received).toMatch(/^HTTP\/1.1 408 /);
  expect(served.complaints).toEqual([]);
}, 60_000);

test('a connection is not kept by empty lines after an answer', async () => {
  await using server = await serve({ idle: 300, headers: 300, patience: 300, check: 50 });
  using connection = await RawConnection.open(server.port);
  connection.send('GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n');
  const lines = setInterval(() => {
    if (connection.socket.writable) connection.send('\r\n');
  }, 50);
  await connection.ended;
  clearInterval(lines);

  expect(connection.received).toMatch(/^HTTP\/1.1 404 /);
});

test('a reader who does not take an answer is cut, and its place is free', async () => {
  await using server = await serve({ answer: 500, check: 50, connections: 1 });
  const still = connect(server.port, '127.0.0.1').pause();
  still.on('error', () => undefined);
  still.write(request);
  // Turned away while the one place is taken.
  let answers: Answer[] = [];
  while (answers.length === 0) {
    using next = await RawConnection.open(server.port);
    next.send('GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n');
    answers = await next.answers(1);
  }
  let left = 0;
  still.on('data', (chunk) => {
    left += chunk.length;
  });
  still.resume();
  await new Promise((resolve) => still.once('close', resolve));

  expect(answers[0]?.status).toBe(404);
  expect(server.full.length).toBeGreaterThan(0);
  expect(left).toBeLessThan(size);
});

test('what comes beyond the last connection is turned away, and room is made for the next', async () => {
  await using server = await serve({ connections: 3 });
  const busy = await RawConnection.open(server.port);
  busy.send('GET /');
  const idle = await Promise.all([
    RawConnection.open(server.port),
    RawConnection.open(server.port),
  ]);
  for (const connection of idle) {
    connection.send('GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n');
    await connection.answers(1);
  }
  const beyond = await RawConnection.open(server.port);
  await beyond.ended;
  await Promise.all(idle.map(({ ended }) => ended));
  using next = await RawConnection.open(server.port);
  next.send('GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n');
  const [answer] = await next.answers(1);
  busy.socket.destroy();

  expect(beyond.received).toBe('');
  expect(answer?.status).toBe(404);
  expect(server.full).toHaveLength(1);
});

test('the last request that a connection may make is told so', async () => {
  await using server = await serve({ requestsPerConnection: 2 });
  using connection = await RawConnection.open(server.port);
  const nothing = 'GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n';
  connection.send(nothing);
  await connection.answers(1);
  connection.send(nothing);
  await connection.ended;
  const answers = await connection.answers(2);

  expect(answers.map(({ headers }) => headers['connection'])).toEqual(['keep-alive', 'close']);
});

test('readers who ask for much and read nothing do not fill the memory', async () => {
  await using served = await ServedProcess.start();
  const resident = async () => {
    const text = await (await fetch(`http://127.0.0.1:${served.port}/metrics`)).text();
    return Number(text.match(/^nalssi_process_resident_memory_bytes (\d+)/m)?.[1]);
  };
  const before = await resident();
  const connections = await Promise.all(
    Array.from({ length: 100 }, () => RawConnection.open(served.port)),
  );
  const asked = 'GET /v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(1_400);
  for (const { socket } of connections) {
    socket.pause();
    socket.write(asked);
  }
  const answered = await fetch(`http://127.0.0.1:${served.port}/v1/index.json`);
  await Promise.all(connections.map(({ socket }) => new Promise((done) => socket.write('', done))));
  const grown = (await resident()) - before;
  for (const { socket } of connections) socket.destroy();

  expect(answered.status).toBe(200);
  // Measured: 3 to 53 MB. While V8's space for new objects could grow it was 50 to 280 MB, most of it
  // garbage; without a limit on what may wait, 390 MB and more.
  expect(grown / 1e6).toBeLessThan(150);
});
