import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { command, ServedProcess } from './served-process.ts';

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

  // Before our first line runs Node takes the signal itself, wherever it is just then.
  test.each([0, 20, 50, 100, 200, 400, 800])(
    'that stays open in nalssi serve when it comes %i ms after the start',
    async (delay) => {
      const sender = `setTimeout(() => process.kill(process.ppid, "SIGUSR1"), ${delay})`;
      const preload =
        delay === 0
          ? 'process.kill(process.pid, "SIGUSR1")'
          : `import { spawn } from "node:child_process"; spawn(process.execPath, ["-e", ${JSON.stringify(sender)}], { stdio: "ignore" }).unref()`;
      await using served = await ServedProcess.start({}, [
        '--inspect-port=0',
        `--import=data:text/javascript,${encodeURIComponent(preload)}`,
        command,
        'serve',
      ]);
      const opened = [...served.errors.matchAll(/ws:(\/\/\S+?)\//g)].map(([, host]) => host);

      if (delay === 0) expect(opened).not.toEqual([]);
      for (const host of opened) {
        await expect(get(`http:${host}/json/list`)).rejects.toThrow('fetch failed');
      }
    },
  );

  test('but one that was asked for stays', async () => {
    await using served = await ServedProcess.start({}, ['--inspect=127.0.0.1:0', command, 'serve']);
    const [, host] = /ws:(\/\/\S+?)\//.exec(served.errors) ?? [];

    expect((await get(`http:${host}/json/list`)).status).toBe(200);
  });
});
