import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { configOf } from '../../../../collector/config/source-variables.ts';
import { TableUpstreams } from '../../../../collector/intake/tables/table-upstreams.ts';
import { tableSources } from '../../../../collector/sources/zones/sources.ts';
import { emptyLedger } from '../../../../collector/transport/ledger.ts';
import { ManualClock } from '../../workbench.ts';

const clock = new ManualClock('2027-06-01T00:00:00+09:00');
const asked = { ...emptyLedger(clock.now()), day: '2027-06-01', requests: 7 };

test.each(['apihub-zones', 'kma-zones'] as const)(
  'what %s has cost is stored when it is asked, and what the other has cost stays',
  async (id) => {
    await using upstream = createServer((_request, response) => response.end('zones'));
    await once(upstream.listen(0, '127.0.0.1'), 'listening');
    const { port } = upstream.address() as AddressInfo;
    const config = { ...configOf(id), baseUrl: new URL(`http://127.0.0.1:${port}`) };
    const stored = { 'apihub-zones': asked, 'kma-zones': asked };
    const upstreams = new TableUpstreams(
      {
        everySource: { [id]: { ...config, isBaseUrlGiven: true } } as never,
        keys: {},
        clock,
        sleep: async () => undefined,
      },
      stored,
    );
    const request = { path: '/', about: 'zones', read: () => 'zones' };
    const source = { ...tableSources[id], requests: () => [request] };
    await upstreams.ask(source, new AbortController().signal);

    expect(upstreams.ledgers).toEqual({
      ...stored,
      [id]: expect.objectContaining({ day: '2027-06-01', requests: 8 }),
    });
  },
);

test('of what was never asked nothing is stored', () => {
  const options = { everySource: {} as never, keys: {}, clock, sleep: async () => undefined };

  expect(new TableUpstreams(options, {}).ledgers).toEqual({});
});
