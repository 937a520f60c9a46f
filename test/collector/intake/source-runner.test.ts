import { afterEach, beforeEach, expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { configOf } from '../../../collector/config/source-variables.ts';
import { ObservationRunner } from '../../../collector/intake/observation-intake.ts';
import { dataGoKr } from '../../../collector/sources/data-go-kr/source.ts';
import { kmaMap } from '../../../collector/sources/kma-map/source.ts';
import type { ObservationSource } from '../../../collector/sources/source.ts';
import { createLogger } from '../../../collector/telemetry/log.ts';
import { Secrets } from '../../../collector/telemetry/secrets.ts';
import { noTelemetry, type Telemetry } from '../../../collector/telemetry/telemetry.ts';
import { minutes } from '../../../collector/time/clock.ts';
import type { Ledger } from '../../../collector/transport/ledger.ts';
import { country } from '../../upstream/country.ts';
import { silence, status } from '../../upstream/faults.ts';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { type Responder, Upstream } from '../../upstream/upstream.ts';
import type { Weather } from '../../upstream/weather.ts';
import { type LogLine, ManualClock } from '../workbench.ts';

const fair = country('2026-11-23T15:00:00+09:00');
/** Rain at every station: where nothing falls the portal says nothing that could be held. */
const weather: Weather = {
  ...fair,
  stations: fair.stations.map((station) => ({ ...station, condition: 'rain' })),
};
const keys = { 'data-go-kr': 'Test+Portal/Key==0123456789' };

let upstream: Upstream;
let clock: ManualClock;
let log: LogLine[];

beforeEach(() => {
  upstream = new Upstream(weather);
  clock = new ManualClock('2026-11-23T15:17:00+09:00');
  log = [];
});

afterEach(() => upstream.close());

async function runnerOf(
  source: ObservationSource,
  runDeadline = minutes(1),
  ledger?: Ledger,
  telemetry?: Telemetry,
) {
  const baseUrl = new URL(await upstream.listen());
  const write = (line: string) => void log.push(JSON.parse(line) as LogLine);
  return new ObservationRunner(source, {
    config: { ...configOf(source.id), baseUrl, isBaseUrlGiven: true },
    keys,
    clock,
    log: createLogger(new Secrets(), 'json', { write }),
    sleep: async () => undefined,
    catalogue: new Catalogue(),
    runDeadline,
    ledger,
    ...(telemetry !== undefined && { telemetry }),
  });
}

const running = new AbortController().signal;
const warnings = () => log.filter(({ level }) => level === 'warn' || level === 'error');

/** Answers as KMA does, but for the cells that `isBad` names. */
function but(isBad: (cell: string) => boolean, bad: Responder): Responder {
  const sound = new Upstream(weather);
  return (request, response) => {
    const query = new URL(request.url ?? '', 'http://upstream').searchParams;
    if (isBad(`${query.get('nx')},${query.get('ny')}`)) bad(request, response);
    else sound.respond(request, response);
  };
}

const requests = dataGoKr.requests({ now: Date.parse('2026-11-23T15:17:00+09:00'), keys });
const cellOf = (about: string) => about.replace('cell ', '');
const stationsOf = (places: readonly number[]) =>
  places.flatMap((place) => requests[place]?.stations ?? []);

test('three bad answers of a run touch the stations of three requests, and block nothing', async () => {
  const places = [0, 1, 2];
  const bad = new Set(places.map((place) => cellOf(requests[place]?.about ?? '')));
  const runner = await runnerOf(dataGoKr);
  await runner.ask(running);
  upstream.answer(
    'data-go-kr',
    but((cell) => bad.has(cell), status(404)),
  );

  for (let run = 0; run < 6; run += 1) {
    clock.advance(30);
    expect(await runner.ask(running)).toBe(true);
  }

  const absent = [...runner.holdings].filter(([, held]) => held.elements.condition?.absence);
  expect(absent.map(([station]) => station).sort()).toEqual([...stationsOf(places)].sort());
  expect(new Set(absent.map(([, held]) => held.elements.condition?.absence))).toEqual(
    new Set(['upstream-error']),
  );
  expect(runner.health).toMatchObject({
    state: 'ok',
    blocked: null,
    consecutiveFailures: 0,
    requests: { made: requests.length, failed: 3, unasked: 0 },
    lastError: { code: 'http-client-error' },
  });
  expect(warnings()).toEqual([
    expect.objectContaining({ code: 'http-client-error', requests: expect.anything() }),
  ]);
});

test('what was not asked for stays as it was', async () => {
  const last = requests.length - 1;
  const rest = status(429, { 'Retry-After': '60' });
  const place = 30;
  const runner = await runnerOf(dataGoKr);
  await runner.ask(running);
  const cell = cellOf(requests[place]?.about ?? '');
  upstream.answer(
    'data-go-kr',
    but((asked) => asked === cell, rest),
  );
  clock.advance(30);
  await runner.ask(running);

  const absence = (station: string) =>
    runner.holdings.get(station)?.elements.condition?.absence ?? null;
  expect(stationsOf([last]).map(absence)).toEqual(stationsOf([last]).map(() => null));
  expect(stationsOf([place]).map(absence)).toEqual(stationsOf([place]).map(() => 'upstream-error'));
  expect(runner.health).toMatchObject({
    state: 'blocked',
    blocked: { code: 'too-many-requests' },
    requests: { failed: 1 },
  });
  expect(runner.health.requests?.unasked).toBeGreaterThan(requests.length - place - 5);
});

test('a batch that is refused is a failure to the breaker too', async () => {
  upstream.serve(weatherOf(november2024, '2026-11-23T18:00:00+09:00'));
  const runner = await runnerOf(kmaMap);

  for (let run = 0; run < 5; run += 1) expect(await runner.ask(running)).toBe(false);
  const asked = upstream.targets('kma-map').length;
  await runner.ask(running);

  expect(runner.health).toMatchObject({
    state: 'blocked',
    blocked: { code: 'future-stamp' },
    consecutiveFailures: 5,
  });
  expect(upstream.targets('kma-map')).toHaveLength(asked);
});

test('a run that takes too long is ended, fails with code timeout, and says so once', async () => {
  upstream.answer('kma-map', silence);
  const runner = await runnerOf(kmaMap, 50);

  expect(await runner.ask(running)).toBe(false);
  expect(await runner.ask(running)).toBe(false);

  expect(runner.health).toMatchObject({
    state: 'failing',
    consecutiveFailures: 2,
    lastError: { code: 'timeout' },
    requests: { made: 1, failed: 1, unasked: 0 },
  });
  expect(warnings()).toEqual([expect.objectContaining({ code: 'timeout' })]);
});

test('a run joins the one that is under way', async () => {
  const runner = await runnerOf(kmaMap);
  upstream.serve(weatherOf(november2024, '2026-11-23T15:00:00+09:00'));

  expect(await Promise.all([runner.ask(running), runner.ask(running)])).toEqual([true, true]);
  expect(upstream.targets('kma-map')).toHaveLength(1);
});

test('a run that is ended leaves everything as it was', async () => {
  const stop = new AbortController();
  const runner = await runnerOf(dataGoKr);
  await runner.ask(stop.signal);
  const { holdings, health } = runner;
  clock.advance(1);
  const cell = cellOf(requests[20]?.about ?? '');
  upstream.answer(
    'data-go-kr',
    but(
      (asked) => asked === cell,
      () => stop.abort(),
    ),
  );

  expect(await runner.ask(stop.signal)).toBe(false);

  expect(runner.holdings).toBe(holdings);
  expect({ ...runner.health, quota: health.quota }).toEqual(health);
  expect(warnings()).toEqual([]);
});

test('a failure goes on through a restart, and is told by the new process too', async () => {
  upstream.answer('kma-map', status(404));
  const runner = await runnerOf(kmaMap);
  await runner.ask(running);
  const { ledger } = runner;
  await upstream.close();
  const after = await runnerOf(kmaMap, minutes(1), ledger);

  expect(after.health).toMatchObject({
    state: 'failing',
    consecutiveFailures: 1,
    lastAttemptAt: null,
  });
  log.length = 0;
  await after.ask(running);

  expect(after.health.consecutiveFailures).toBe(2);
  expect(warnings()).toEqual([expect.objectContaining({ code: 'http-client-error', failures: 2 })]);
});

test('a source is not asked while it is being asked: both hear the same, and it is counted', async () => {
  const overlaps: string[] = [];
  const runner = await runnerOf(kmaMap, minutes(1), undefined, {
    ...noTelemetry,
    scheduleEvent: (schedule, event) => overlaps.push(`${schedule} ${event}`),
  });
  const answers = await Promise.all([runner.ask(running), runner.ask(running)]);
  const asked = upstream.targets('kma-map').length;
  await runner.ask(running);

  expect(answers).toEqual([true, true]);
  expect(overlaps).toEqual(['kma-map overlap']);
  expect(upstream.targets('kma-map').length).toBe(2 * asked);
});
