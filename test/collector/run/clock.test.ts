import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { type ClockHealth, healthFile } from '@nalssi/schemas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import { command, ServedProcess } from '../serve/served-process.ts';

// One process, asked from beginning to end what it says of its clock: that of the machine, which its
// upstreams contradict.

const everySecond = '* * * * * *';
const hour = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 13);
const other = new Upstream(weatherOf(november2024, `${hour}:00:00+09:00`));
let served: ServedProcess;

beforeAll(async () => {
  const url = await other.listen();
  other.setClock(-20);
  served = await ServedProcess.start({
    NALSSI_SOURCES: 'kma-map,kma-city',
    NALSSI_KMA_MAP_CRON: everySecond,
    NALSSI_KMA_CITY_CRON: everySecond,
    NALSSI_KMA_CITY_URL: url,
  });
});

afterAll(async () => {
  await served[Symbol.asyncDispose]();
  await other.close();
});

const get = async (path: string) => (await fetch(`http://127.0.0.1:${served.port}${path}`)).text();
const health = async () => healthFile.parse(JSON.parse(await get('/v1/health.json')));

/** The feed once what it says of the clock is like this; the test's own time limit ends it. */
async function healthWith(isSo: (clock: ClockHealth) => boolean) {
  for (;;) {
    const now = await health();
    if (now.clock !== undefined && isSo(now.clock)) return now;
    await setTimeout(50);
  }
}

async function inspect(...words: string[]) {
  const child = spawn(process.execPath, [command, 'inspect', ...words], { stdio: 'pipe' });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'exit');
  return { code, said };
}

/** The metric once it is like this: it follows the files of a publish. */
async function offsetWith(isSo: (offset: number) => boolean): Promise<void> {
  for (;;) {
    const line = /^nalssi_clock_offset_seconds (\S+)$/m.exec(await get('/metrics'));
    if (isSo(Number(line?.[1]))) return;
    await setTimeout(50);
  }
}

const coded = (code: string) => served.log.filter((entry) => entry.code === code);

describe('the clock of a process', () => {
  test('is not wrong by one server of two that says so', async () => {
    const { clock, status } = await healthWith(({ servers }) => servers === 2);
    expect(clock).toMatchObject({ state: 'unknown', since: null, action: null });
    expect(status).toBe('ok');
    await offsetWith(Number.isNaN);
    expect(coded('clock-off')).toEqual([]);
  });

  test('is off when both do: health, status, probe, metric, inspect and log say so', async () => {
    served.upstream.setClock(-20);
    const { clock, status } = await healthWith(({ state }) => state === 'off');
    expect(clock).toMatchObject({ servers: 2, since: expect.any(String) });
    expect(Math.round(clock?.offset ?? 0)).toBeCloseTo(1_200, -1);
    expect(status).toBe('degraded');
    expect(await get('/readyz')).toContain("the clock is 20 min ahead of the upstreams'");
    await offsetWith((offset) => Math.round(offset / 60) === 20);
    const { code, said } = await inspect(`http://127.0.0.1:${served.port}`);
    expect(said).toContain("clock: the collector's is 20 min ahead of the upstreams', known since");
    expect(code).toBe(1);
    expect(coded('clock-off')).toMatchObject([
      { level: 'error', msg: expect.stringContaining('20 min ahead'), action: expect.any(String) },
    ]);
  });

  test('is right again, and the log says that once as well', async () => {
    for (const upstream of [served.upstream, other]) upstream.setClock(0);
    const { clock, status } = await healthWith(({ state }) => state === 'ok');
    expect(clock).toMatchObject({ since: null, action: null });
    expect(status).toBe('ok');
    await offsetWith((offset) => Math.abs(offset) < 60);
    await served.logged('The clock of this machine is right again.');
    expect([coded('clock-off').length, coded('clock-right').length]).toEqual([1, 1]);
  });
});
