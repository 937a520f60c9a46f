import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FeedService } from '@nalssi/collector';
import { type RegionCode, tickerFile } from '@nalssi/schemas';
import { pino } from 'pino';
import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../collector/catalogue/catalogue.ts';
import { encodeAll } from '../../collector/publish/encode.ts';
import { storeFile } from '../../collector/store/sqlite-store.ts';
import { country } from '../upstream/country.ts';
import { formatMapOf } from '../upstream/formats/kma-map.ts';
import { november2024, weatherOf } from '../upstream/recording.ts';
import { sendXml } from '../upstream/upstream.ts';
import { movedOn, type UpstreamStation, type Weather } from '../upstream/weather.ts';
import { testKeys, Workbench } from './workbench.ts';

const fair = weatherOf(november2024);

/** The weather with its stations changed; `null` takes one off the list. */
function changed(
  change: (station: UpstreamStation, place: number) => UpstreamStation | null,
  observedAt = fair.observedAt,
): Weather {
  return { observedAt, stations: fair.stations.flatMap((one, place) => change(one, place) ?? []) };
}

const strange = changed((station, place) => ({
  ...station,
  id: String(Number(station.id) + 20_000),
  name: `새곳${place}`,
}));
const cutTo = (length: number) => changed((station, place) => (place < length ? station : null));
const withoutTemperature = (isWithout: (station: UpstreamStation, place: number) => boolean) =>
  changed((station, place) =>
    isWithout(station, place) ? { ...station, values: { temperature: null } } : station,
  );

async function region(bench: Workbench, code: RegionCode) {
  const text = await readFile(join(bench.directory, `feed/v1/regions/${code}.json`), 'utf8');
  return tickerFile.parse(JSON.parse(text));
}

/** What `/readyz` says while the files of the workbench are served. */
async function readyz(...benches: readonly Workbench[]) {
  const service = new FeedService(pino({ enabled: false }));
  const port = await service.listen('127.0.0.1', 0);
  for (const bench of benches) {
    const index = await readFile(join(bench.directory, 'feed/v1/index.json'), 'utf8');
    service.accept(await encodeAll(new Map([['index.json', index]])), Date.now());
  }
  const { statusCode, body } = await request(`http://127.0.0.1:${port}/readyz`);
  const answer = { status: statusCode, says: await body.text() };
  await service.close();
  return answer;
}

describe('stations under strange numbers', () => {
  test('do not make a feed: it is stale, and counts them apart', async () => {
    await using bench = await Workbench.start(strange);
    await bench.pull();
    const { status, summary, observations } = await bench.ticker();
    const { coverage } = await bench.health();

    expect({ status, summary }).toEqual({
      status: 'stale',
      summary: { stations: 97, fresh: 0, carried: 0, expired: 0, never: 97 },
    });
    expect(observations).toHaveLength(194);
    expect(coverage.none).toMatchObject({ stations: 97, fresh: 97 });
  });

  test('leave a feed that never had values out of service', async () => {
    await using bench = await Workbench.start(strange);
    await bench.pull();

    expect(await readyz(bench)).toMatchObject({ status: 503 });
  });

  test('that come later leave the last good values in service, and it says that they are stale', async () => {
    await using good = await Workbench.start();
    await good.pull();
    await using bad = await Workbench.start(strange);
    await bad.pull();

    expect(await readyz(good, bad)).toEqual({ status: 200, says: 'ready, the feed is stale\n' });
  });

  test('beside a whole list change nothing', async () => {
    const [first] = fair.stations;
    const more = first ? [{ ...first, id: '29999', name: '새곳' }] : [];
    await using bench = await Workbench.start({ ...fair, stations: [...fair.stations, ...more] });
    await bench.pull();
    const { status, summary } = await bench.ticker();

    expect([status, summary.stations, summary.fresh]).toEqual(['ok', 97, 97]);
  });
});

describe('a list that is cut', () => {
  test('to 49 of 97 stations is not ok at a cold start', async () => {
    await using bench = await Workbench.start(cutTo(49));
    await bench.pull();
    const { status, summary } = await bench.health();

    expect([status, summary.fresh, summary.never]).toEqual(['degraded', 49, 48]);
  });

  test('to less than half is stale', async () => {
    await using bench = await Workbench.start(cutTo(48));
    await bench.pull();

    expect((await bench.health()).status).toBe('stale');
  });

  test('by one station that KMA does not list is ok in the country', async () => {
    await using bench = await Workbench.start(cutTo(96));
    await bench.pull();

    expect((await bench.health()).status).toBe('ok');
  });

  test('for more than two days stays degraded, and names who is gone', async () => {
    await using bench = await Workbench.start();
    await bench.pull();
    for (const hour of [1, 2, 26, 50, 51]) {
      bench.clock.advance(
        Date.parse(fair.observedAt) / 60_000 + hour * 60 + 37 - bench.clock.now() / 60_000,
      );
      const observedAt = new Date(Date.parse(fair.observedAt) + (hour + 9) * 3_600_000);
      bench.upstream.serve(movedOn(cutTo(49), observedAt.toISOString().replace('.000Z', '+09:00')));
      await bench.pull();
    }

    expect((await bench.health()).status).toBe('degraded');
    expect(bench.log.filter(({ code }) => code === 'stations-back')).toEqual([]);
    expect(bench.warnings.filter(({ code }) => code === 'forgotten-stations')).toEqual([
      expect.objectContaining({ count: 48, action: expect.stringContaining('--refresh') }),
    ]);
  });
});

describe('a station without a temperature', () => {
  test('is not fresh, whatever its condition is', async () => {
    await using bench = await Workbench.start(withoutTemperature((_, place) => place < 48));
    await bench.pull();
    const { status, summary } = await bench.ticker();

    expect([status, summary.fresh]).toEqual(['degraded', 49]);
  });

  test.each([
    ['a list that is short from the first answer on', cutTo(49)],
    ['a list with 48 stations without a temperature', withoutTemperature((_, place) => place < 48)],
  ])('%s is told once, with how many and what to do', async (_what, weather) => {
    await using bench = await Workbench.start(weather);
    await bench.pull();
    await bench.pull();

    expect(bench.warnings.filter(({ code }) => code === 'missing-temperatures')).toEqual([
      expect.objectContaining({ count: 48, expected: 97, action: expect.stringContaining('list') }),
    ]);
  });

  test('that had one before is carried, and then gone', async () => {
    await using bench = await Workbench.start(fair, { output: 'compressed' });
    await bench.pull();
    bench.clock.advance(60);
    const next = withoutTemperature(({ id }) => id === '108');
    bench.upstream.serve(movedOn(next, '2024-11-24T08:00:00+09:00'));
    await bench.pull();
    const carried = await bench.tickerRow('108');
    bench.clock.advance(55);
    await bench.collector.publish();
    const gone = await bench.tickerRow('108');

    expect([carried?.state, gone?.state, gone?.temperature]).toEqual(['carried', 'expired', null]);
    expect(gone?.condition).not.toBe(null);
    expect((await region(bench, 'KR-11')).status).toBe('stale');
  });
});

describe('a region', () => {
  test('whose only station is gone is stale while the country is ok', async () => {
    await using bench = await Workbench.start(
      changed((one) => (one.id === '108' ? null : one)),
      { output: 'compressed' },
    );
    await bench.pull();
    const seoul = await region(bench, 'KR-11');
    const jeju = await region(bench, 'KR-49');

    expect([seoul.status, seoul.summary.stations, seoul.summary.never]).toEqual(['stale', 1, 1]);
    expect([jeju.status, (await bench.ticker()).status]).toEqual(['ok', 'ok']);
    expect(seoul.ttl).toBe(60);
  });

  test('is degraded with the country when a source fails', async () => {
    const keys = { 'data-go-kr': testKeys['data-go-kr'] };
    await using bench = await Workbench.start(fair, {
      sources: ['kma-map', 'warnings'],
      keys,
      output: 'compressed',
    });
    bench.upstream.answer('warnings', (_request, response) => response.writeHead(500).end());
    await bench.pullAll();

    expect((await region(bench, 'KR-11')).status).toBe('degraded');
  });
});

describe('two sources with the same hour', () => {
  test('of which one fails keep the stations fresh by the other', async () => {
    await using bench = await Workbench.start(fair, {
      sources: ['kma-map', 'apihub-asos'],
      keys: testKeys,
    });
    await bench.pullAll();
    bench.upstream.answer('kma-map', (_request, response) => response.writeHead(500).end());
    await bench.pullAll();
    const { summary, status } = await bench.ticker();

    expect([status, summary.fresh, summary.carried]).toEqual(['degraded', 97, 0]);
    expect((await bench.observation('108'))?.temperature).toMatchObject({
      source: 'apihub-asos',
      state: 'fresh',
    });
  });
});

describe('automatic stations', () => {
  const hub = { 'kma-apihub': testKeys['kma-apihub'] };
  const at = '2026-11-23T15:06:00+09:00';

  test('that no source lists are not expected', async () => {
    await using bench = await Workbench.start();
    await bench.pull();

    expect((await bench.health()).summary.stations).toBe(97);
  });

  test('are expected once they gave a temperature, those without a thermometer never', async () => {
    const all = country('2026-11-23T15:00:00+09:00');
    const bare = new Set(all.stations.filter(({ network }) => network === 'aws').slice(0, 200));
    const stations = all.stations.map((one) =>
      bare.has(one) ? { ...one, values: { ...one.values, temperature: null } } : one,
    );
    const unknown = all.stations.filter(({ id }) => new Catalogue().find(id) === undefined);
    await using bench = await Workbench.start(
      { ...all, stations },
      { sources: ['apihub-aws'], keys: hub, startAt: at },
    );
    await bench.pull('apihub-aws');
    const { status, summary } = await bench.health();
    const known = stations.length - unknown.length;
    const bareKnown = [...bare].filter((one) => !unknown.includes(one)).length;

    expect([status, summary.stations]).toEqual(['ok', known - bareKnown]);
  });

  test('that had a temperature yesterday and have none today count against the feed', async () => {
    const all = country('2026-11-23T15:00:00+09:00');
    await using bench = await Workbench.start(all, {
      sources: ['apihub-aws'],
      keys: hub,
      startAt: at,
    });
    await bench.pull('apihub-aws');
    const { stations } = (await bench.health()).summary;
    bench.clock.advance(60);
    const stationsLeft = all.stations.filter(({ network }) => network === 'asos');
    bench.upstream.serve(movedOn({ ...all, stations: stationsLeft }, '2026-11-23T16:00:00+09:00'));
    await bench.pull('apihub-aws');
    const { status, summary } = await bench.health();

    expect(summary.stations).toBe(stations);
    expect([status, summary.fresh]).toEqual(['stale', 97]);
  });
});

test('after a restart the feed is degraded until its sources have been asked', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  await bench.stop();
  await bench.reopen();
  await bench.collector.publish();
  const before = await bench.health();
  await bench.pull();

  expect([before.sources[0]?.state, before.status, before.summary.carried]).toEqual([
    'starting',
    'degraded',
    97,
  ]);
  expect((await bench.health()).status).toBe('ok');
});

describe('a surface station that KMA closed', () => {
  test('is expected no more once a list was learnt without it', () => {
    const all = new Catalogue().surfaceStations;
    const learnt = new Catalogue({ stations: all.filter(({ id }) => id !== '108') });

    expect(all.map(({ id }) => id)).toContain('108');
    expect(learnt.surfaceStations.map(({ id }) => id)).not.toContain('108');
    expect(learnt.find('108')).toBeDefined();
  });
});

test.each([
  ['ok', 'one station', ({ id }: UpstreamStation) => id === '143', 1],
  ['degraded', 'a quarter of the country', isInSouthEast, 20],
] as const)(
  'a feed is %s whose sources contradict each other at %s',
  async (status, _, isWrong, least) => {
    const wrong = changed((station) =>
      isWrong(station)
        ? { ...station, values: { temperature: (station.values.temperature ?? 0) + 8 } }
        : station,
    );
    await using bench = await Workbench.start(fair, { sources: ['kma-map', 'kma-city'] });
    await bench.pull('kma-city');
    bench.upstream.answer('kma-map', sendXml(formatMapOf(wrong)));
    await bench.pull('kma-map');

    expect((await bench.health()).disagreements?.length).toBeGreaterThanOrEqual(least);
    expect((await bench.ticker()).status).toBe(status);
  },
);

function isInSouthEast({ lat, lon }: UpstreamStation): boolean {
  return lat < 36.9 && lon > 127.8;
}

test('a store that fails while an edition is saved makes that edition degraded', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  using store = new DatabaseSync(join(bench.directory, storeFile));
  store.exec('ALTER TABLE ledger RENAME TO gone');
  await bench.pull();
  const { status, outputs, publishes } = await bench.health();

  expect(outputs).toContainEqual(expect.objectContaining({ id: 'store', state: 'failing' }));
  expect({ status, last: publishes.at(-1)?.status }).toEqual({
    status: 'degraded',
    last: 'degraded',
  });
  expect((await bench.ticker()).status).toBe('degraded');
});
