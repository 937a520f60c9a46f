import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { observationsFile } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { holdAgainst } from '../../../collector/commands/hold-against.ts';
import { readJson, reasonOf } from '../../../collector/commands/read-document.ts';
import { StartedCommand } from '../started-command.ts';

const never = new AbortController().signal;

async function reading(answer: RequestListener): Promise<unknown> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  try {
    const { port } = server.address() as AddressInfo;
    return await readJson(`http://127.0.0.1:${port}/v1/observations.json`, never);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a file of a feed with faults everywhere', () => {
  test('is left at the first of them', () => {
    const verdict = holdAgainst(observationsFile, { observations: Array(5_000).fill({}) });

    expect(verdict).toMatchObject({ isAll: false });
    expect('faults' in verdict && verdict.faults).toHaveLength(20);
    expect('faults' in verdict && verdict.faults[0]?.path.slice(0, 2)).toEqual(['observations', 0]);
  });

  test.each([
    ['rows', { observations: Array(5_001).fill({}) }],
    ['members in a row', { observations: [{ condition: { failed: Array(5_001).fill({}) } }] }],
    ['a level above', Array(5_001).fill({})],
  ])('is not held against anything with too many %s', (_, content) => {
    const verdict = holdAgainst(observationsFile, content);

    expect('faults' in verdict && verdict.faults).toEqual([
      { path: expect.any(Array), message: expect.stringContaining('has 5001 members') },
    ]);
  });

  test('has all its faults named where they are few', () => {
    const verdict = holdAgainst(observationsFile, { observations: [{}] });

    expect(verdict).toMatchObject({ isAll: true });
    expect('faults' in verdict && verdict.faults.map(({ path }) => path.join('.'))).toEqual(
      expect.arrayContaining(['observations.0.station', 'sequence']),
    );
  });
});

describe('a document that cannot be read', () => {
  test('is none of a feed above eight megabytes, from a server or a disk', async () => {
    const text = JSON.stringify('x'.repeat(8 * 1024 * 1024));
    const folder = await mkdtemp(join(tmpdir(), 'nalssi-'));
    await writeFile(join(folder, 'large.json'), text);

    await expect(reading((_, response) => response.end(text))).rejects.toThrow(
      /cannot be read: it is larger than 8388608 bytes\.$/,
    );
    await expect(readJson(join(folder, 'large.json'), never)).rejects.toThrow(
      /cannot be read: it is larger than 8388608 bytes\.$/,
    );
    await rm(folder, { recursive: true });
  });

  test.each([
    [
      'no code',
      Object.assign(new Error('the wire is cut'), { code: undefined }),
      'the wire is cut',
    ],
    ['a number', new DOMException('late', 'TimeoutError'), 'no whole answer within 15 s'],
    [
      'a code of the HTTP client',
      Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
      'other side closed',
    ],
    ['a code of the system', Object.assign(new Error('open'), { code: 'EACCES' }), 'EACCES'],
    ['no message either', new Error(''), 'Error'],
  ])('says why where the error has %s', (_, error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });

  test('says what a server that hangs up did', async () => {
    const dropped = reading((request) => request.socket.destroy());

    await expect(dropped).rejects.toThrow('cannot be read: other side closed.');
  });
});

describe('what commands say of a server', () => {
  const said = async (command: string, answer: RequestListener): Promise<string> => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as AddressInfo;
    const url = `http://reader:SecretPassword@127.0.0.1:${port}/v1/observations.json?key=SecretKey`;
    await using started = new StartedCommand([command, url]);
    await started.ended;
    server.closeAllConnections();
    server.close();
    return started.output + started.errors;
  };
  const schema = '"$schema":"/v1/schema/1.0/observations.schema.json"';

  test.each([
    ['inspect', '{}'],
    ['validate', '{}'],
    ['validate', `{${schema}}`],
  ])('%s names no password of its address, of %s', async (command, body) => {
    const text = await said(command, (_, response) => response.end(body));

    expect(text).toContain('127.0.0.1');
    expect(text).not.toMatch(/Secret/);
  });

  test.each([
    ['inspect', '{"a":\u001b[2J\u001b[H}'],
    ['validate', '{"a":\u001b[31m}'],
    ['validate', `{${schema},"\\u001b[2J\\u001b[H":[${'1,'.repeat(5_001)}1]}`],
  ])('%s quotes nothing that a terminal obeys, of %#', async (command, body) => {
    const text = await said(command, (_, response) => response.end(body));

    expect(text).not.toContain('\u001b');
    expect(text).toContain('\\u001b');
  });
});
