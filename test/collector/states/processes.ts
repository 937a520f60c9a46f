import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { TestRedis } from '../../servers/redis.ts';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { asked, metricIn, type Outcome, told, until } from './outcome.ts';
import { eachSecond, Site } from './site.ts';
import { complaintsOf, feedOf, inspect, pageOf, type Surfaces } from './surfaces.ts';

// States that take more than a start and an answer.

/** Node's version becomes a number where there is the file: `health.json` may not say that. */
const defect = `
  const { existsSync } = await import('node:fs');
  const { node } = process.versions;
  Object.defineProperty(process.versions, 'node', {
    get: () => (existsSync(process.env.DEFECT) ? 26 : node),
  });
`;

export async function failingPublish(from: string): Promise<Outcome> {
  await using site = await Site.prepare({ from });
  const switchOn = join(site.directory, 'defect');
  await site.serve(undefined, {
    NALSSI_KMA_MAP_CRON: eachSecond,
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(defect)}`,
    DEFECT: switchOn,
  });
  await asked(site);
  await writeFile(switchOn, '');
  const failed = async () => {
    const { text } = await site.get('/metrics');
    return metricIn(text, 'nalssi_publishes_total{result="failed"}') > 0;
  };
  await until(failed);
  await site.serving.logs('publish-failed');
  return await told(site);
}

export async function wokenUp(): Promise<Outcome> {
  await using site = await Site.prepare({ minutes: -60 });
  const clock = join(site.directory, 'clock');
  const setClock = () => writeFile(clock, site.world.faketime());
  await setClock();
  site.clockFile = clock;
  const { child } = await site.serve();
  await asked(site);
  child.kill('SIGSTOP');
  site.world.advance(60);
  site.upstream.setClock(site.world.minutesAhead);
  await setClock();
  site.upstream.serve(weatherOf(november2024, site.world.hour()));
  const woken = site.world.now();
  child.kill('SIGCONT');
  await site.serving.logs('clock-break');
  await asked(site, woken - 1_000);
  return await told(site);
}

export async function secondInstance(from: string): Promise<Outcome> {
  await using site = await Site.prepare({ from });
  await site.serve();
  await asked(site);
  const second = site.run(['serve']);
  const [{ code }, outcome] = await Promise.all([second.ended, told(site)]);
  const log = [...complaintsOf(second), `ends with ${code}`];
  return { ...outcome, surfaces: { ...outcome.surfaces, log } };
}

export async function redisGone(): Promise<Outcome> {
  await using redis = await TestRedis.start();
  await using site = await Site.prepare();
  await site.serve(undefined, { NALSSI_STORE: redis.url, NALSSI_KMA_MAP_CRON: eachSecond });
  await asked(site);
  await redis.kill();
  // What is asked each second fails in both; then the lease ends, and the status is measured.
  await until(async () => {
    const status = (await site.json('index'))?.['status'];
    const { text } = await site.get('/metrics');
    const isMeasured = metricIn(text, `nalssi_feed_status{status="${status}"}`) === 1;
    const { text: ready } = await site.get('/readyz');
    const fails = status !== 'ok' && ready.includes('store and redis');
    return fails && isMeasured && metricIn(text, 'nalssi_leads') === 0;
  });
  return await told(site);
}

export async function oldCopy(from: string): Promise<Outcome> {
  await using site = await Site.prepare({ from, withFeed: true });
  const server = createServer(async (request, response) => {
    const body = await readFile(join(site.directory, 'feed', request.url ?? '')).catch(() => null);
    response.setHeader('Date', new Date(site.world.now()).toUTCString());
    response.writeHead(body === null ? 404 : 200).end(body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site.defer(() => void server.close());
  site.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const surfaces: Surfaces = {
    status: (await site.json<{ status: string }>('index'))?.status ?? null,
    readyz: 'no process',
    inspect: await inspect(site, site.directory),
    ops: await pageOf(site, site.address),
    metrics: null,
    log: [],
    feed: await feedOf(site),
  };
  return { surfaces, scrapes: [], recordedAt: Date.now(), toMachine: site.world.toMachine };
}
