import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { ServedProcess } from './served-process.ts';

async function get(address: string) {
  const response = await fetch(address);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('the metrics', () => {
  test('stand beside the feed by themselves, where no page of another origin reads them', async () => {
    await using served = await ServedProcess.start();
    const { status, headers } = await get(`http://127.0.0.1:${served.port}/metrics`);

    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(null);
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  test.each(['127.0.0.1', '[::1]'])(
    'stand at %s alone when NALSSI_METRICS says so',
    async (host) => {
      await using served = await ServedProcess.start({ NALSSI_METRICS: `${host}:0` });
      const { port } = await served.logged('Serving metrics.');
      const own = await get(`http://${host}:${port}/metrics`);
      const main = await get(`http://127.0.0.1:${served.port}/metrics`);
      const feed = await get(`http://${host}:${port}/v1/index.json`);

      expect(own.status).toBe(200);
      expect(own.text).toMatch(/^nalssi_build_info\{/m);
      expect(main.status).toBe(404);
      expect(feed.status).toBe(404);
      expect((await get(`http://127.0.0.1:${served.port}/readyz`)).status).toBe(200);
    },
  );

  test('are nowhere when it is off', async () => {
    await using served = await ServedProcess.start({ NALSSI_METRICS: 'off' });

    expect((await get(`http://127.0.0.1:${served.port}/metrics`)).status).toBe(404);
  });

  test('name their variable when their port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const started = ServedProcess.start({ NALSSI_METRICS: `127.0.0.1:${port}` });

    await expect(started).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use. Stop what listens there, or choose another port with NALSSI_METRICS.`,
    );
    other.close();
  });
});

describe('SIGUSR1 opens no inspector', () => {
  test('in nalssi serve, which goes on', async () => {
    // Node says on standard error that it listens, wherever that is.
    await using served = await ServedProcess.start({ NODE_OPTIONS: '--inspect-port=0' });
    for (let times = 0; times < 3; times += 1) {
      served.child.kill('SIGUSR1');
      await get(`http://127.0.0.1:${served.port}/v1/index.json`);
    }
    served.child.kill('SIGTERM');
    await served.logged('Stopped.');

    expect(served.errors).toBe('');
  });
});
