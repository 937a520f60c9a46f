import { describe, expect, test } from 'vitest';
import { encodeEucKr } from '../upstream/euc-kr.ts';
import * as faults from '../upstream/faults.ts';
import { formatMap, type MapRow, mapRowOf, mapStampOf } from '../upstream/formats/kma-map.ts';
import { gainOf, november2024 } from '../upstream/recording.ts';
import { type Responder, sendXml } from '../upstream/upstream.ts';
import { Workbench } from './workbench.ts';

// What is tested here comes before the bytes are compressed and flushed to the disk.

const rows = november2024.observations.map(mapRowOf);
const whole = formatMap(mapStampOf(november2024.observedAt), rows);

/** The rows of an hour later: in no two hours is the country exactly as warm. */
const eight = '2024-11-24T08:00:00+09:00';
const rowsAtEight = november2024.observations.map((one) => {
  const gain = gainOf(one.station, november2024.observedAt, eight);
  return mapRowOf({ ...one, temperature: one.temperature + gain });
});

/** The list of an hour later, with some attributes of one station replaced. */
function hourLater(station: string, change: Partial<MapRow>): Responder {
  const changed = rowsAtEight.map((row) => (row.stn_id === station ? { ...row, ...change } : row));
  return sendXml(formatMap(mapStampOf(eight), changed));
}

const tenTimesTooWarm = formatMap(
  mapStampOf(november2024.observedAt),
  rows.map((row) => ({ ...row, ta: (Number(row.ta) * 10).toFixed(1) })),
);

/** What makes the whole answer unusable, and the code the log gives it. */
const unusable: [what: string, code: string, responder: Responder][] = [
  ['silent', 'timeout', faults.silence],
  ['dripping a byte a second', 'timeout', faults.drip],
  ['answering 500', 'http-server-error', faults.status(500)],
  ['answering 404', 'http-client-error', faults.status(404)],
  [
    'redirecting to a private address',
    'redirect',
    faults.status(302, { Location: 'http://169.254.169.254/' }),
  ],
  ['answering a web page with 200', 'html', faults.webPage],
  ['breaking the connection', 'reset', faults.reset(whole)],
  ['sending half a document', 'malformed', faults.truncated(whole)],
  ['sending a DOCTYPE', 'doctype', faults.doctypeBomb],
  ['sending a gzip bomb', 'too-large', faults.gzipBomb],
  ['listing no station', 'empty', sendXml(formatMap(mapStampOf(november2024.observedAt), []))],
  ['sending nothing', 'shape', sendXml('')],
  [
    'stamped in the future',
    'future-stamp',
    sendXml(formatMap(mapStampOf('2024-11-24T09:00:00+09:00'), rows)),
  ],
  [
    'stamped at no time at all',
    'stamp',
    sendXml(formatMap({ year: '2024', month: '02', day: '31', hour: '07' }, rows)),
  ],
  ['sending bytes of no encoding', 'encoding', sendXml(Uint8Array.of(0x3c, 0xff, 0xff, 0x80))],
  ['ten times too warm', 'mass-failure', sendXml(tenTimesTooWarm)],
];

describe.concurrent.each(unusable)('an upstream %s', (_what, code, responder) => {
  test('leaves the last good values with their own times, degrades the feed, and is logged once', async () => {
    await using bench = await Workbench.start();
    await bench.pull();
    const good = await bench.ticker();

    bench.upstream.answer('kma-map', responder);
    if (code === 'timeout') bench.hurry();
    bench.clock.advance(10);
    const first = await bench.pull();
    const second = await bench.pull();
    const after = await bench.ticker();
    const health = await bench.health();

    expect([first, second]).toEqual([false, false]);
    expect(after.status).toBe('degraded');
    expect(after.observations).toEqual(
      good.observations.map((row) => ({ ...row, state: 'carried' })),
    );
    expect(bench.warnings).toEqual([
      expect.objectContaining({ source: 'kma-map', code, action: expect.stringMatching(/\w{4}/) }),
    ]);
    expect(health.sources[0]).toMatchObject({
      state: 'failing',
      consecutiveFailures: 2,
      lastError: { code },
      lastSuccessAt: '2024-11-24T07:37:00+09:00',
    });
  });
});

test('an upstream that refuses connections leaves the last good values, and a recovery is logged', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const port = await bench.stopUpstream();
  bench.clock.advance(10);
  await bench.pull();
  const down = await bench.ticker();
  await bench.startUpstream(port);
  await bench.pull();
  const up = await bench.ticker();

  expect(down.status).toBe('degraded');
  expect(down.observations.every(({ state }) => state === 'carried')).toBe(true);
  expect(up.status).toBe('ok');
  expect(bench.warnings).toEqual([expect.objectContaining({ code: 'refused' })]);
  expect(bench.log.at(-1)).toMatchObject({ level: 'info', msg: 'The source is back.' });
});

test('after hours without an answer the feed is stale, then its values expire by themselves', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  bench.upstream.answer('kma-map', faults.status(503));
  bench.clock.advance(70);
  await bench.pull();
  const late = await bench.ticker();
  bench.clock.advance(60);
  await bench.collector.publish();
  const dead = await bench.ticker();

  expect(late.status).toBe('stale');
  expect(late.summary).toMatchObject({ carried: 97, expired: 0 });
  expect(dead.summary).toMatchObject({ carried: 0, expired: 97 });
  expect(dead.observations.every((row) => row.temperature === null && row.condition === null)).toBe(
    true,
  );
});

test('a first start without an upstream publishes a valid feed of stations never observed', async () => {
  await using bench = await Workbench.start();
  bench.upstream.answer('kma-map', faults.status(500));
  await bench.pull();
  const ticker = await bench.ticker();

  expect(ticker.status).toBe('stale');
  expect(ticker.summary).toMatchObject({ stations: 97, never: 97 });
  expect(ticker.ttl).toBeLessThan(60);
});

test.each([
  ['ta=""', { ta: '' }],
  ['ta="-"', { ta: '-' }],
  ['ta="-99.9"', { ta: '-99.9' }],
  ['ta="-999"', { ta: '-999' }],
  ['ta="1e3"', { ta: '1e3' }],
  ['ta="NaN"', { ta: 'NaN' }],
])(
  'a station with %s keeps its last temperature with its own time, and its new condition',
  async (_what, change) => {
    await using bench = await Workbench.start();
    await bench.pull();
    bench.clock.advance(40);
    bench.upstream.answer('kma-map', hourLater('108', { ...change, desc: '흐림' }));
    await bench.pull();

    expect(await bench.tickerRow('108')).toMatchObject({
      temperature: 2.8,
      observedAt: '2024-11-24T07:00:00+09:00',
      state: 'carried',
      condition: 'overcast',
      conditionObservedAt: '2024-11-24T08:00:00+09:00',
    });
    expect((await bench.observation('108'))?.temperature?.reason).toBe('upstream-missing');
    expect(await bench.tickerRow('112')).toMatchObject({ state: 'fresh' });
  },
);

test.each([
  ['desc="-"', '-', 'upstream-missing'],
  ['no word', '', 'upstream-missing'],
  ['an unknown word', '개구리비', 'unknown-word'],
])(
  'a station with %s keeps its last condition with its own time, and its new temperature',
  async (_what, desc, reason) => {
    await using bench = await Workbench.start();
    await bench.pull();
    bench.clock.advance(40);
    bench.upstream.answer('kma-map', hourLater('108', { desc, ta: '4.0' }));
    await bench.pull();

    expect(await bench.tickerRow('108')).toMatchObject({
      temperature: 4,
      observedAt: '2024-11-24T08:00:00+09:00',
      state: 'fresh',
      condition: 'clear',
      conditionObservedAt: '2024-11-24T07:00:00+09:00',
    });
    expect((await bench.observation('108'))?.condition?.reason).toBe(reason);
  },
);

test('an unknown word gives no condition at first, is counted in health and logged once', async () => {
  await using bench = await Workbench.start();
  bench.upstream.answer('kma-map', hourLater('108', { desc: '개구리비' }));
  bench.clock.advance(40);
  await bench.pull();
  await bench.pull();

  expect((await bench.tickerRow('108'))?.condition).toBe(null);
  expect((await bench.health()).sources[0]?.batch.unknownWords).toEqual({ 개구리비: 1 });
  expect(bench.warnings).toEqual([expect.objectContaining({ words: ['개구리비'] })]);
});

test('a station that is missing from a newer list is carried', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  bench.clock.advance(40);
  const without = rowsAtEight.filter((row) => row.stn_id !== '108');
  bench.upstream.answer('kma-map', sendXml(formatMap(mapStampOf(eight), without)));
  await bench.pull();

  expect(await bench.tickerRow('108')).toMatchObject({
    temperature: 2.8,
    observedAt: '2024-11-24T07:00:00+09:00',
    state: 'carried',
  });
  expect((await bench.ticker()).summary).toMatchObject({ fresh: 96, carried: 1 });
});

test('a station that the catalogue does not know is shown under KMA’s name, counted and logged once', async () => {
  await using bench = await Workbench.start();
  const added = [...rows, { stn_id: '299', icon: '01', desc: '맑음', ta: '1.5', name: '새울(예)' }];
  bench.upstream.answer('kma-map', sendXml(formatMap(mapStampOf(november2024.observedAt), added)));
  await bench.pull();
  await bench.pull();

  expect(await bench.tickerRow('299')).toMatchObject({
    name: { ko: '새울', en: '새울' },
    region: null,
    temperature: 1.5,
  });
  expect((await bench.health()).sources[0]?.batch.unknownStations).toEqual(['299']);
  expect(bench.warnings).toEqual([expect.objectContaining({ stations: ['299'] })]);
});

test('a duplicate of a station is left out and counted, whatever it says', async () => {
  await using bench = await Workbench.start();
  const seoul = rows.find((row) => row.stn_id === '108');
  const doubled = seoul ? [...rows, { ...seoul, ta: '30.0' }] : rows;
  bench.upstream.answer(
    'kma-map',
    sendXml(formatMap(mapStampOf(november2024.observedAt), doubled)),
  );
  await bench.pull();

  expect((await bench.tickerRow('108'))?.temperature).toBe(2.8);
  expect((await bench.ticker()).observations).toHaveLength(97);
  expect((await bench.health()).sources[0]?.batch.dropped).toEqual({ 'duplicate-station': 1 });
});

test('hour 24 is hour 0 of the next day', async () => {
  await using bench = await Workbench.start();
  bench.upstream.answer(
    'kma-map',
    sendXml(formatMap({ year: '2024', month: '11', day: '23', hour: '24' }, rows)),
  );
  await bench.pull();

  expect((await bench.observation('108'))?.temperature).toMatchObject({
    reason: 'expired',
    state: 'expired',
  });
  expect((await bench.health()).sources[0]?.newestObservedAt).toBe('2024-11-24T00:00:00+09:00');
});

test('a list that is older than the one before replaces nothing', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const older = rows.map((row) => ({ ...row, ta: '20.0' }));
  bench.upstream.answer(
    'kma-map',
    sendXml(formatMap(mapStampOf('2024-11-24T06:00:00+09:00'), older)),
  );
  await bench.pull();

  expect(await bench.tickerRow('108')).toMatchObject({
    temperature: 2.8,
    observedAt: '2024-11-24T07:00:00+09:00',
  });
});

test('an impossible temperature is kept for ops people and never shown', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  bench.clock.advance(40);
  bench.upstream.answer('kma-map', hourLater('108', { ta: '52.0' }));
  await bench.pull();

  expect(await bench.tickerRow('108')).toMatchObject({ temperature: 2.8, state: 'carried' });
  expect((await bench.observation('108'))?.temperature).toMatchObject({
    value: 52,
    quality: 'fail',
    failed: expect.arrayContaining(['range']),
    reason: 'quality-failed',
    lastGood: { value: 2.8, observedAt: '2024-11-24T07:00:00+09:00' },
  });
  expect((await bench.health()).quality.fail).toBe(1);
});

test('a temperature beyond the official record is shown and marked suspect', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  bench.clock.advance(40);
  bench.upstream.answer('kma-map', hourLater('108', { ta: '41.9' }));
  await bench.pull();

  expect((await bench.tickerRow('108'))?.temperature).toBe(41.9);
  expect((await bench.observation('108'))?.temperature).toMatchObject({
    quality: 'suspect',
    failed: expect.arrayContaining(['range']),
  });
});

test('a list in EUC-KR that claims to be UTF-8 is read all the same', async () => {
  await using bench = await Workbench.start();
  bench.upstream.answer('kma-map', sendXml(encodeEucKr(whole)));
  await bench.pull();

  expect((await bench.ticker()).summary.fresh).toBe(97);
  expect((await bench.tickerRow('108'))?.condition).toBe('clear');
});

test('a list in UTF-8 that claims to be EUC-KR is read all the same', async () => {
  await using bench = await Workbench.start();
  const claiming = formatMap(mapStampOf(november2024.observedAt), rows, 'EUC-KR');
  bench.upstream.answer('kma-map', sendXml(claiming));
  await bench.pull();

  expect((await bench.tickerRow('108'))?.condition).toBe('clear');
});
