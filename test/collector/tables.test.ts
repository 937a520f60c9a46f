import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { healthFile, stationsFile, type WarningZone } from '@nalssi/schemas';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { country } from '../upstream/country.ts';
import {
  formatHubStationZones,
  formatHubZones,
  formatPolygons,
  type PlacedStation,
} from '../upstream/formats/zones.ts';
import { Upstream } from '../upstream/upstream.ts';
import { stationsOf2026, withNewZone, zonesOf2026 } from '../upstream/zones.ts';
import { StartedCommand } from './started-command.ts';
import { testKeys } from './workbench.ts';

let directory = '';
let upstream: Upstream;
let url = '';
const running: StartedCommand[] = [];

function koreanHour(instant: number): string {
  return `${new Date(instant + 9 * 3_600_000).toISOString().slice(0, 13)}:00:00+09:00`;
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  upstream = new Upstream(country(koreanHour(Date.now())));
  url = await upstream.listen();
});

afterEach(async () => {
  for (const command of running.splice(0)) await command[Symbol.asyncDispose]();
  await upstream.close();
  await rm(directory, { recursive: true, force: true });
});

function start(words: string[], variables: Record<string, string> = {}): StartedCommand {
  const command = new StartedCommand(words, {
    variables: {
      NALSSI_DATA_DIR: directory,
      NALSSI_KMA_MAP_URL: url,
      NALSSI_KMA_ZONES_URL: url,
      NALSSI_APIHUB_ZONES_URL: url,
      NALSSI_APIHUB_ASOS_URL: url,
      NALSSI_APIHUB_AWS_URL: url,
      NALSSI_SOURCES: 'kma-map',
      PORT: '0',
      ...variables,
    },
  });
  running.push(command);
  return command;
}

const key = { NALSSI_KMA_APIHUB_KEY: testKeys['kma-apihub'] };
const refresh = (variables?: Record<string, string>) => start(['stations', '--refresh'], variables);
const fileOf = (name: string) => readFile(join(directory, name), 'utf8');

/** From now on KMA's zones and the stations in them are these. */
function redraw(stations: readonly PlacedStation[], zones: readonly WarningZone[]): void {
  upstream.answer('apihub-zones', (asked, response) => {
    const isZones = asked.url?.includes('wrn_reg.php') === true;
    response.end(isZones ? formatHubZones(zones) : formatHubStationZones(stations));
  });
  upstream.answer('kma-zones', (_asked, response) => {
    response.writeHead(200, { ETag: '"new"' }).end(formatPolygons(stations, zones));
  });
}

describe('nalssi stations --refresh', () => {
  test('learns from the hub which zones there are and which station stands in which', async () => {
    const { stations, zone } = withNewZone('L1140900');
    redraw(stations, [...zonesOf2026, zone]);
    const command = refresh(key);
    const { code } = await command.ended;
    const zones = JSON.parse(await fileOf('zones.json'));
    const placed = JSON.parse(await fileOf('station-zones.json'));

    expect(code).toBe(0);
    expect(zones).toMatchObject({ source: 'apihub', learntAt: expect.any(String) });
    expect(zones.zones).toContainEqual(expect.objectContaining({ id: 'L1140900' }));
    expect(placed.stations['143']).toEqual({ id: 'L1140900', name: '대구새구역' });
    expect(command.output).toContain('"came":["L1140900"],"went":["L1140100"]');
  });

  test('learns the zones of stations from the polygons where there is no key', async () => {
    const { stations, zone } = withNewZone('L1140900');
    redraw(stations, [...zonesOf2026, zone]);
    const { code } = await refresh().ended;
    const placed = JSON.parse(await fileOf('station-zones.json'));

    expect(code).toBe(0);
    expect(placed).toMatchObject({ source: 'polygons', edition: '260601_wrnArea', etag: '"new"' });
    expect(placed.stations['143']).toEqual({ id: 'L1140900', name: '대구새구역' });
  });

  test('learns them from the polygons where the key was not applied for with the list', async () => {
    upstream.answer('apihub-zones', (_asked, response) => {
      response.writeHead(403).end('{"result":{"status":403,"message":"활용신청이 필요한 API"}}');
    });
    refresh(key);
    const { code, errors } = await lastEnded();
    const placed = JSON.parse(await fileOf('station-zones.json'));

    expect(code).toBe(1);
    expect(errors).toContain('apihub-zones, auth');
    expect(placed.source).toBe('polygons');
  });

  test('asks for the polygons only where they have changed', async () => {
    await refresh().ended;
    const first = await fileOf('station-zones.json');
    const again = refresh();
    const { code } = await again.ended;

    expect(code).toBe(0);
    expect(again.output).toContain('The polygons have not changed.');
    expect(JSON.parse(await fileOf('station-zones.json')).stations).toEqual(
      JSON.parse(first).stations,
    );
  });

  test.each([
    [
      'lists too few stations',
      key,
      () => redraw(stationsOf2026.slice(0, 599), zonesOf2026),
      /it has 599 stations with a zone, where at least 610 are expected/,
    ],
    [
      'lists too few zones',
      key,
      () => redraw(stationsOf2026, zonesOf2026.filter(({ isLeaf }) => isLeaf).slice(0, 199)),
      /it has 199 zones that have no parts, where at least 212/,
    ],
    [
      'has all stations in few zones',
      key,
      () =>
        redraw(
          stationsOf2026.map((station) => ({
            ...station,
            zone: { id: 'L1140100', name: '대구중부' },
          })),
          zonesOf2026,
        ),
      /it has 1 zones that have no parts, where at least 200/,
    ],
    [
      'draws too few zones',
      {},
      () => redraw(stationsOf2026, zonesOf2026.filter(({ isLeaf }) => isLeaf).slice(0, 199)),
      /kma-zones, shape.*it has 199 zones/s,
    ],
    [
      'breaks off',
      {},
      () =>
        upstream.answer('kma-zones', (_asked, response) => {
          response.end(formatPolygons(stationsOf2026, zonesOf2026).slice(0, 100_000));
        }),
      /kma-zones, malformed/,
    ],
    [
      'is turned away',
      {},
      () => upstream.answer('kma-zones', (_asked, response) => response.writeHead(403).end()),
      /kma-zones, http-client-error/,
    ],
  ] as const)('keeps the last good list where KMA %s', async (_what, keys, misbehave, reason) => {
    await refresh(keys).ended;
    const files = [
      'station-zones.json',
      ...('NALSSI_KMA_APIHUB_KEY' in keys ? ['zones.json'] : []),
    ];
    const before = await Promise.all(files.map(fileOf));
    misbehave();
    refresh(keys);
    const { code, errors } = await lastEnded();

    expect(code).toBe(1);
    expect(errors).toMatch(reason);
    expect(await Promise.all(files.map(fileOf))).toEqual(before);
  });

  test('leaves nothing behind when it is interrupted while KMA is slow', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    upstream.answer('kma-zones', (_asked, response) => {
      response.write('{"type":');
      resolve();
    });
    const command = refresh();
    await asked;
    command.child.kill('SIGINT');
    const { code } = await command.ended;

    expect(code).toBe(130);
    expect(await readdir(directory)).toEqual([]);
  });

  test.each(['zones.json', 'station-zones.json'])(
    'says what to do about a damaged %s',
    async (file) => {
      await writeFile(join(directory, file), '{"learntAt":');
      refresh();
      const { code, errors } = await lastEnded();

      expect(code).toBe(1);
      expect(errors).toContain(`${file} is damaged. Delete it; nalssi stations --refresh makes it`);
    },
  );
});

async function lastEnded() {
  const command = running.at(-1);
  const { code } = (await command?.ended) ?? {};
  return { code, errors: command?.errors ?? '', output: command?.output ?? '' };
}

describe('nalssi serve', () => {
  const everySecond = { NALSSI_KMA_ZONES_CRON: '* * * * * *' };

  async function file(serve: StartedCommand, name: string): Promise<unknown> {
    const { body } = await request(`${await serve.published()}/v1/${name}`);
    return body.json();
  }

  test('refreshes by its schedule, uses a changed list at once, and a restart keeps it', async () => {
    const serve = start(['serve'], everySecond);
    await serve.logs('The polygons have not changed.');
    const { stations, zone } = withNewZone('L1140900');
    redraw(stations, [...zonesOf2026, zone]);
    const changed = await serve.logs('tables-changed');
    const zoneOf143 = async (one: StartedCommand) =>
      stationsFile.parse(await file(one, 'stations.json')).stations.find(({ id }) => id === '143')
        ?.warningZone?.id;
    await expect.poll(() => zoneOf143(serve)).toBe('L1140900');
    const { tables } = healthFile.parse(await file(serve, 'health.json'));
    serve.child.kill('SIGTERM');
    await serve.ended;
    const again = start(['serve']);
    await again.logs('Serving.');
    await expect.poll(() => zoneOf143(again).catch(() => null)).toBe('L1140900');

    expect(changed).toMatchObject({ zonesCame: 1, zonesWent: 1, came: ['L1140900'] });
    expect(tables?.find(({ id }) => id === 'station-zones')).toMatchObject({
      source: 'polygons',
      isOld: false,
      lastError: null,
    });
  });

  test('tells a failure in health and log, and the weather is as it was', async () => {
    upstream.answer('kma-zones', (_asked, response) => response.writeHead(404).end());
    const serve = start(['serve'], everySecond);
    const told = await serve.logs('http-client-error');
    const tableOf = async () => {
      const health = healthFile.parse(await file(serve, 'health.json'));
      return health.tables?.find(({ id }) => id === 'station-zones')?.lastError?.code;
    };
    await expect.poll(tableOf).toBe('http-client-error');
    const { status } = healthFile.parse(await file(serve, 'health.json'));

    expect(told['msg']).toContain('What was known stays in use');
    expect(status).toBe('ok');
  });

  test('stops at once while KMA is slow with its polygons', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    upstream.answer('kma-zones', () => resolve());
    const serve = start(['serve'], everySecond);
    await asked;
    serve.child.kill('SIGINT');
    const { code } = await serve.ended;

    expect(code).toBe(130);
    expect(await readdir(directory)).not.toContain('station-zones.json');
  });

  test('asks for nothing where tables are off', async () => {
    const serve = start(['serve'], { ...everySecond, NALSSI_TABLES: 'off' });
    await serve.logs('Serving.');
    await expect
      .poll(
        async () =>
          healthFile.safeParse(await file(serve, 'health.json').catch(() => null)).data?.tables
            ?.length,
      )
      .toBe(6);
    serve.child.kill('SIGTERM');
    await serve.ended;

    expect(upstream.targets('kma-zones')).toEqual([]);
  });
});
