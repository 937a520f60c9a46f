import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { Connections } from '../../../collector/serve/connections.ts';
import { standardLimits } from '../../../collector/serve/limits.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a connection is looked at while it is open, and no longer', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const server = createServer();
  new Connections(server, standardLimits, () => undefined);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [socket] = await once(server, 'connection');
  const looked = vi.spyOn(socket, 'writableLength', 'get');
  vi.advanceTimersByTime(standardLimits.check);
  const open = looked.mock.calls.length;
  client.destroy();
  await once(socket, 'close');
  looked.mockClear();
  vi.advanceTimersByTime(standardLimits.check);

  expect(open).toBeGreaterThan(0);
  expect(looked).not.toHaveBeenCalled();
  server.close();
});
