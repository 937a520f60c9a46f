import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { request } from 'undici';
import { expect, test } from 'vitest';

// What stopped `nalssi serve` for half a minute: a DOCTYPE of blanks. While such answers are read,
// all that an upstream can send in one, its probe goes on answering.

const main = join(import.meta.dirname, '../../../collector/main.ts');

interface Entry {
  readonly code?: string;
  readonly msg?: string;
  readonly port?: number;
}

test('nalssi serve answers its probe while a hostile answer is read, and logs the fault once', async () => {
  const answer = `<!doctype html system ${' '.repeat(300_000)}%><html>`;
  const upstream = createServer((_request, response) => void response.end(answer));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const directory = mkdtempSync(join(tmpdir(), 'nalssi-'));
  const service = spawn(process.execPath, [main, 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NALSSI_DATA_DIR: directory,
      NALSSI_LOG: 'json',
      PORT: '0',
      NALSSI_SOURCES: 'kma-city,kma-aws',
      NALSSI_KMA_CITY_URL: url,
      NALSSI_KMA_AWS_URL: url,
    },
  });
  const faults: string[] = [];
  try {
    let probe = '';
    let probing = true;
    let answered = 0;
    let probes: Promise<void> = Promise.resolve();
    const probeOn = async () => {
      while (probing) {
        const { statusCode, body } = await request(probe);
        await body.dump();
        answered += 1;
        if (statusCode !== 200) throw new Error(`/livez answered ${statusCode}`);
      }
    };
    for await (const line of createInterface(service.stdout)) {
      const { port, msg, code } = JSON.parse(line) as Entry;
      if (msg === 'Serving.') {
        probe = `http://127.0.0.1:${port}/livez`;
        probes = probeOn();
      }
      if (code !== undefined && code !== 'start') faults.push(code);
      if (faults.length === 2) break;
    }
    probing = false;
    await probes;

    // Read to its end: one that stops the process for two seconds is cut, with code too-costly.
    expect(faults).toEqual(['doctype', 'doctype']);
    expect(answered).toBeGreaterThan(0);
  } finally {
    service.kill('SIGKILL');
    upstream.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
