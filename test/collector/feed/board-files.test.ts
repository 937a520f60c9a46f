import { stationCatalogue } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { boardRegions } from '../../../collector/feed/board-stations.ts';
import type { SourceId } from '../../../collector/sources/source-id.ts';
import { country } from '../../upstream/country.ts';
import * as faults from '../../upstream/faults.ts';
import type { UpstreamStation, Weather } from '../../upstream/weather.ts';
import { testKeys, Workbench } from '../workbench.ts';

// From the bytes on the wire to what a board reads.

const stations = ['108', '129', '232', '565', '617'];

/** Five stations of the country at a time, changed by `change`. */
function few(
  observedAt: string,
  change: (station: UpstreamStation) => UpstreamStation['values'] = ({ values }) => values,
): Weather {
  const all = country(observedAt);
  return {
    observedAt,
    stations: all.stations
      .filter(({ id }) => stations.includes(id))
      .map((station) => ({ ...station, values: { ...station.values, ...change(station) } })),
  };
}

function warmerBy(kelvin: number) {
  return ({ values }: UpstreamStation) => ({
    ...values,
    temperature: Math.round(((values.temperature ?? 0) + kelvin) * 10) / 10,
  });
}

function start(sources: readonly SourceId[], at: string): Promise<Workbench> {
  const startAt = at.replace(':00+', ':30+');
  return Workbench.start(few(at), { sources, keys: testKeys, startAt });
}

/** Moves on to another time and asks again. */
async function goTo(bench: Workbench, weather: Weather): Promise<void> {
  bench.upstream.serve(weather);
  bench.clock.advance((Date.parse(weather.observedAt) + 30_000 - bench.clock.now()) / 60_000);
  await bench.pullAll();
}

/** One station of a board as a row. */
function rowOf(board: ReturnType<Workbench['board']>, station: string) {
  const index = board.stations.indexOf(station);
  const pick = (of: object) =>
    Object.fromEntries(
      Object.entries(of).flatMap(([name, value]) =>
        Array.isArray(value) && name !== 'exceptions' ? [[name, value[index]]] : [],
      ),
    );
  return {
    ...pick(board),
    today: pick(board.today),
    yesterday: pick(board.yesterday),
    exceptions: board.exceptions.filter((one) => one.stations.includes(station)),
  } as Record<string, unknown> & Record<'today' | 'yesterday', Record<string, unknown>>;
}

const morning = '2024-11-24T07:38:00+09:00';

describe('a board', () => {
  test('has what observations.json has, element by element', async () => {
    await using bench = await start(['kma-aws'], morning);
    await bench.pullAll();
    const row = rowOf(bench.board('KR-44'), '129');
    const observed = await bench.observation('129');

    expect(row).toMatchObject({ state: 'fresh', observedAt: morning, exceptions: [] });
    for (const element of ['temperature', 'feelsLike', 'humidity', 'windSpeed', 'rainDay'] as const)
      expect(row[element], element).toEqual(observed?.[element]?.value);
    expect(row['windDirection']).toBe(Math.round(Number(observed?.windDirection?.value)));
  });

  test('has every station of its region, also those that nobody measures', async () => {
    await using bench = await start(['kma-aws'], morning);
    await bench.pullAll();
    const region = stationCatalogue.filter((station) => station.region === 'KR-44');
    const board = bench.board('KR-44');
    const listed = bench.boardStations('KR-44').stations;

    expect(board.stations).toEqual(region.map(({ id }) => id));
    expect(listed.map(({ id }) => id)).toEqual(board.stations);
    expect(rowOf(board, '616')).toMatchObject({
      state: 'never',
      observedAt: null,
      temperature: null,
      exceptions: [],
    });
    expect(listed.find(({ id }) => id === '616')?.elements).toEqual([]);
    expect(listed.find(({ id }) => id === '129')).toMatchObject({
      name: { ko: '서산' },
      lat: expect.any(Number),
      elevation: expect.any(Number),
      elements: expect.arrayContaining(['temperature', 'humidity']),
    });
    // What nobody measures is missed by nobody.
    expect(board.summary.fresh).toBe(3);
    expect(board.summary.stations).toBeLessThan(board.stations.length);
  });

  test('has of its stations what is drawn: the rest is in stations.json', async () => {
    await using bench = await start(['kma-aws'], morning);
    await bench.pullAll();
    const [drawn] = bench.boardStations('KR-44').stations.filter(({ id }) => id === '129');
    const known = stationCatalogue.find(({ id }) => id === '129');

    expect(known).toMatchObject({ wmo: expect.any(String), warningZone: expect.any(Object) });
    for (const field of ['wmo', 'warningZone', 'representative'])
      expect(drawn).not.toHaveProperty(field);
  });

  test('names the places of its region, each with a station that its sources have', async () => {
    await using bench = await start(['kma-aws'], morning);
    await bench.pullAll();
    const { places = [] } = bench.boardStations('KR-44');
    const all = (await bench.places()).places;
    const own = all.filter(({ region, parent }) => region === 'KR-44' && parent === undefined);

    expect(places).toHaveLength(15);
    expect(places).toEqual(own.map(({ code, name, station, km }) => ({ code, name, station, km })));
    expect(bench.boardStations('KR').places).toBeUndefined();
  });

  test('names a station of the zone of a place in which none stands, where its own is of another zone', async () => {
    await using bench = await Workbench.start();
    await bench.pull();
    const named = boardRegions
      .flatMap((region) => bench.boardStations(region).places ?? [])
      .flatMap(({ name, zoneStation }) => (zoneStation === undefined ? [] : [name.ko]));

    // By the national list alone others stand for these.
    expect(named).toEqual(['연제구', '수영구', '계양구']);
  });

  test('of the country has the surface stations', async () => {
    await using bench = await start(['kma-map', 'kma-aws'], morning);
    await bench.pullAll();
    const surface = stationCatalogue.filter(({ network }) => network === 'asos');

    expect(bench.board('KR').stations).toEqual(surface.map(({ id }) => id));
    expect(bench.history('KR').temperature).not.toHaveProperty('565');
  });

  test('says once what stands otherwise at many stations, with its own times', async () => {
    await using bench = await start(['kma-aws', 'kma-map'], '2024-11-24T08:07:00+09:00');
    bench.upstream.serve(few('2024-11-24T08:00:00+09:00'));
    await bench.pull('kma-map');
    bench.upstream.serve(few('2024-11-24T08:07:00+09:00'));
    await bench.pull('kma-aws');
    const { exceptions } = bench.board('KR-44');
    const ofConditions = exceptions.filter(({ elements }) => elements.includes('condition'));

    expect(ofConditions).toEqual([
      expect.objectContaining({
        stations: ['129', '232', '617'],
        state: 'fresh',
        observedAt: '2024-11-24T08:00:00+09:00',
        expiresAt: '2024-11-24T10:30:00+09:00',
      }),
    ]);
  });

  test('tells carried, suspect, refused and expired values apart', async () => {
    await using bench = await start(['kma-aws'], morning);
    await bench.pullAll();
    bench.upstream.serve(few(morning));
    const at = '2024-11-24T07:43:00+09:00';
    await goTo(
      bench,
      few(at, ({ id, values }) => ({
        ...values,
        ...(id === '129' && { humidity: null }),
        ...(id === '232' && { temperature: 48 }),
      })),
    );
    const board = bench.board('KR-44');

    expect(rowOf(board, '129')).toMatchObject({
      state: 'fresh',
      humidity: expect.any(Number),
      exceptions: expect.arrayContaining([
        expect.objectContaining({
          elements: expect.arrayContaining(['humidity']),
          state: 'carried',
          observedAt: morning,
        }),
      ]),
    });
    expect(rowOf(board, '232')).toMatchObject({
      state: 'carried',
      observedAt: morning,
      exceptions: expect.arrayContaining([
        expect.objectContaining({
          elements: expect.arrayContaining(['temperature']),
          quality: 'fail',
        }),
      ]),
    });

    bench.upstream.answer('kma-aws', faults.status(500));
    bench.clock.advance(50);
    await bench.pullAll();

    expect(rowOf(bench.board('KR-44'), '617')).toMatchObject({
      state: 'expired',
      temperature: null,
      exceptions: [],
    });
  });

  test('tells the change against an hour and a day before', async () => {
    await using bench = await start(['kma-aws'], morning);
    await bench.pullAll();
    const before = Number(rowOf(bench.board('KR-44'), '129')['temperature']);

    expect(rowOf(bench.board('KR-44'), '129')).toMatchObject({
      temperatureChange: null,
      temperatureChange1h: null,
    });

    const base = few(morning);
    const hotter = (observedAt: string, kelvin: number): Weather => ({
      ...base,
      observedAt,
      stations: base.stations.map((one) => ({ ...one, values: warmerBy(kelvin)(one) })),
    });
    await goTo(bench, hotter('2024-11-25T06:42:00+09:00', 1));
    await bench.stop();
    await bench.reopen();
    await goTo(bench, hotter('2024-11-25T07:39:00+09:00', 2.5));
    const row = rowOf(bench.board('KR-44'), '129');

    expect(row['temperature']).toBeCloseTo(before + 2.5);
    expect(row).toMatchObject({ temperatureChange: 2.5, temperatureChange1h: 1.5 });
  });
});

describe('the days of a board', () => {
  test('have the extremes of every answer with their minute, after a restart and past midnight', async () => {
    const base = few('2024-11-24T22:52:00+09:00');
    const at = (observedAt: string, temperature: number, windSpeed: number): Weather => ({
      observedAt,
      stations: base.stations.map((one) => ({
        ...one,
        values: { ...one.values, temperature, windSpeed },
      })),
    });
    await using bench = await start(['kma-aws'], '2024-11-24T22:52:00+09:00');
    await goTo(bench, at('2024-11-24T22:52:00+09:00', 5, 2));
    await goTo(bench, at('2024-11-24T22:57:00+09:00', 5.6, 4.5));
    await goTo(bench, at('2024-11-24T23:02:00+09:00', 4.8, 3));

    expect(rowOf(bench.board('KR-44'), '232').today).toMatchObject({
      temperatureHigh: 5.6,
      temperatureHighAt: '22:57',
      temperatureLow: 4.8,
      temperatureLowAt: '23:02',
      windSpeedHigh: 4.5,
      windSpeedHighAt: '22:57',
      rainDayAt: '23:02',
      hours: 2,
    });

    await bench.stop();
    await bench.reopen();
    await goTo(bench, at('2024-11-25T00:03:00+09:00', 4.4, 1));
    const board = bench.board('KR-44');

    expect([board.today.date, board.yesterday.date]).toEqual(['2024-11-25', '2024-11-24']);
    expect(rowOf(board, '232')).toMatchObject({
      today: { temperatureHigh: 4.4, temperatureHighAt: '00:03', hours: 1 },
      yesterday: {
        temperatureHigh: 5.6,
        temperatureHighAt: '22:57',
        temperatureLow: 4.8,
        temperatureLowAt: '23:02',
        windSpeedHighAt: '22:57',
        hours: 2,
      },
    });
  });

  test('are corrected when KMA corrects a reading', async () => {
    await using bench = await start(['kma-map'], '2024-11-24T07:04:00+09:00');
    const hour = '2024-11-24T07:00:00+09:00';
    const said = async (temperature: number) => {
      bench.upstream.serve(few(hour, ({ values }) => ({ ...values, temperature })));
      bench.clock.advance(5);
      await bench.pullAll();
      return rowOf(bench.board('KR-44'), '232').today;
    };

    expect(await said(9.4)).toMatchObject({ temperatureHigh: 9.4, temperatureHighAt: '07:00' });
    expect(await said(4.9)).toMatchObject({ temperatureHigh: 4.9, temperatureLow: 4.9 });
  });

  test('are without what failed the checks', async () => {
    await using bench = await start(['kma-aws'], morning);
    await bench.pullAll();
    const { temperature } = rowOf(bench.board('KR-44'), '232');
    await goTo(
      bench,
      few('2024-11-24T07:43:00+09:00', ({ id, values }) =>
        id === '232' ? { ...values, temperature: 48 } : values,
      ),
    );

    expect(rowOf(bench.board('KR-44'), '232').today).toMatchObject({
      temperatureHigh: temperature,
      temperatureHighAt: '07:38',
    });
  });

  test('are without what another source contradicts, also when it is heard again', async () => {
    await using bench = await start(['kma-aws', 'kma-map'], '2024-11-24T08:07:00+09:00');
    const wrong = few('2024-11-24T08:00:00+09:00', ({ id, values }) =>
      id === '232' ? { ...values, temperature: (values.temperature ?? 0) + 14 } : values,
    );
    await bench.pull('kma-aws');
    for (const _ of [1, 2]) {
      bench.upstream.serve(wrong);
      await bench.pull('kma-map');
    }
    const row = rowOf(bench.board('KR-44'), '232');

    expect(row).toMatchObject({
      observedAt: '2024-11-24T08:07:00+09:00',
      exceptions: expect.arrayContaining([
        expect.objectContaining({ elements: ['temperature'], quality: 'suspect' }),
      ]),
    });
    expect(row.today).toMatchObject({
      temperatureHigh: row['temperature'],
      temperatureHighAt: '08:07',
    });
  });

  test('are null at a station that nobody has heard of', async () => {
    await using bench = await start(['kma-aws'], morning);
    await bench.pullAll();

    expect(rowOf(bench.board('KR-44'), '616').today).toEqual({
      temperatureHigh: null,
      temperatureHighAt: null,
      temperatureLow: null,
      temperatureLowAt: null,
      windSpeedHigh: null,
      windSpeedHighAt: null,
      rainDay: null,
      rainDayAt: null,
      hours: 0,
    });
  });
});

test('the history has a value an hour of the same stations, and says where none fell', async () => {
  await using bench = await start(['kma-aws'], '2024-11-24T05:02:00+09:00');
  const wet = ({ id, values }: UpstreamStation) => ({
    ...values,
    rain: id === '129' ? 1.5 : 0,
  });
  for (const hour of ['05', '06', '08']) {
    await goTo(bench, few(`2024-11-24T${hour}:02:00+09:00`, wet));
  }
  const { hours, temperature, rain, dry, ttl } = bench.history('KR-44');
  const now = (await bench.observation('129'))?.temperature?.value;

  expect(ttl).toBe(600);
  expect(hours.slice(-2)).toEqual(['2024-11-24T07:00:00+09:00', '2024-11-24T08:00:00+09:00']);
  expect(Object.keys(temperature)).toEqual(['129', '232', '617']);
  expect(temperature['129']?.slice(-4)).toEqual([
    expect.any(Number),
    expect.any(Number),
    null,
    now,
  ]);
  expect(rain['129']?.slice(-4)).toEqual([1.5, 1.5, null, 1.5]);
  expect(dry).toEqual([]);
});
