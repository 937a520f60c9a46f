import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configOf } from '../../../collector/config.ts';
import { sources } from '../../../collector/sources/registry.ts';
import { systemClock } from '../../../collector/time/clock.ts';
import { SourceClient } from '../../../collector/transport/client.ts';
import { emptyLedger } from '../../../collector/transport/ledger.ts';

let upstream: Server;
let asked = 0;

beforeEach(async () => {
  asked = 0;
  upstream = createServer((_request, response) => {
    asked += 1;
    response.end('<current/>');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
});

afterEach(() => void upstream.close());

test('an answer that takes far too long to read is left unread, and not asked for again at once', async () => {
  const baseUrl = new URL(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`);
  const client = new SourceClient({
    source: sources['kma-map'],
    parse: () => /^(?:a|a)*$/.test(`${'a'.repeat(60)}b`),
    config: { ...configOf('kma-map'), baseUrl, isBaseUrlGiven: true },
    keys: {},
    clock: systemClock,
    sleep: async () => undefined,
    ledger: emptyLedger,
  });

  expect(await client.run(new AbortController().signal)).toMatchObject({
    kind: 'failed',
    error: { name: 'SourceError', code: 'too-costly', source: 'kma-map', remedy: 'lasting' },
  });
  expect(asked).toBe(1);
});
