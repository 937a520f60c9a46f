import { describe, expect, test } from 'vitest';
import type { SourceId } from '../../../collector/sources/source-id.ts';
import { movedOn, type UpstreamStation, type Weather } from '../../upstream/weather.ts';
import { testKeys, Workbench } from '../workbench.ts';
import { answering, apihubAsos, apihubAws, kmaAws, kmaCity, weatherOf } from './subjects.ts';

const startAt = '2024-11-24T07:38:30+09:00';
type Values = UpstreamStation['values'];

/**
 * The weather with other values at every station of a network. Temperatures, humidities and heavy rain lie
 * a little apart, and dew points fit them: else it is no weather.
 */
function withValues(weather: Weather, values: Values, word: string | null = null): Weather {
  const stations = weather.stations.map((station, place) => {
    const told = { ...station.values, ...values };
    const apart = (((place * 7) % 31) - 15) / 10;
    const temperature = typeof told.temperature === 'number' ? told.temperature + apart : null;
    const { humidity = null, rain = null } = told;
    const damp = humidity !== null && humidity < 95 ? humidity + (place % 5) : humidity;
    const dewPoint = dewPointOf(temperature, damp);
    return {
      ...station,
      word,
      condition: null,
      values: {
        ...told,
        temperature,
        ...(damp !== null && { humidity: damp }),
        ...(rain !== null && { rain: rain < 10 ? rain : rain - (place % 9) }),
        ...('dewPoint' in told && { dewPoint }),
      },
    };
  });
  return movedOn({ ...weather, stations }, weather.observedAt);
}

/** Magnus' formula, ℃. */
function dewPointOf(temperature: number | null, humidity: number | null): number | null {
  if (temperature === null || humidity === null) return null;
  const gamma =
    Math.log(Math.min(humidity, 100) / 100) + (17.62 * temperature) / (243.12 + temperature);
  return Math.round((243.12 * gamma * 10) / (17.62 - gamma)) / 10;
}

function start(sources: readonly SourceId[], weather: Weather, at = startAt) {
  return Workbench.start(weather, { sources, keys: testKeys, startAt: at });
}

/** Of the stations that the sources list: the catalogue has more. */
async function listed(bench: Workbench) {
  const { observations } = await bench.observations();
  return observations.filter(({ temperature }) => temperature && temperature.value !== null);
}

describe('a rain detector that', () => {
  const wet = { temperature: 12, humidity: 90, rain: 18 };
  const dry = { temperature: 12, humidity: 35, rain: 0 };
  const gauge = '<td>12.5</td>';
  const web = /(<font color=)\w+>[○●](<\/font><\/td>)\s*<td>[^<]*<\/td>/g;
  const hub = /^((?:[^,]*,){9})[^,]*,[^,]*,/gm;

  const cases = [
    {
      what: 'says dry with 12.5 mm in its own gauge is not believed',
      values: wet,
      web: `$1red>○$2${gauge}`,
      hub: '$10.0,12.5,',
      condition: 'rain',
    },
    {
      what: 'says wet with nothing in its own gauge in dry air is not believed',
      values: dry,
      web: '$1blue>●$2<td>0.0</td>',
      hub: '$11.0,0.0,',
      condition: null,
    },
    {
      what: 'says wet before the gauge counts in damp air is believed',
      values: { ...dry, humidity: 92 },
      web: '$1blue>●$2<td>0.0</td>',
      hub: '$11.0,0.0,',
      condition: 'rain',
    },
  ] as const;
  const readers = [
    { subject: kmaAws, row: web, by: 'web' },
    { subject: apihubAws, row: hub, by: 'hub' },
  ] as const;

  test.concurrent.each(
    cases.flatMap((one) => readers.map((reader) => ({ ...one, ...reader, id: reader.subject.id }))),
  )('$what, in $id', async ({ subject, row, by, values, condition, ...instead }) => {
    const weather = withValues(weatherOf(subject), values);
    await using bench = await start([subject.id], weather);
    const change = (text: string) => {
      let rows = 0;
      // No two gauges say the same for long.
      const gauge = () => {
        rows += 1;
        return `12.${rows % 10}`;
      };
      const changed = text.replace(row, instead[by]).replace(/(?<=<td>|,)12\.5(?=<|,)/g, gauge);
      expect(changed).not.toBe(text);
      return changed;
    };
    bench.upstream.answer(subject.id, answering(subject, { weather, change }));
    await bench.pull(subject.id);

    const observations = await listed(bench);
    const shown = new Set(observations.map((one) => one.condition?.value ?? null));
    expect([...shown]).toEqual([condition]);
  });
});

describe('two sources 8 K apart at one station', () => {
  const station = weatherOf(kmaAws).stations.find(({ network }) => network === 'asos')?.id ?? '';

  /** The weather of a minute as a source tells it. */
  function told(minute: number, warmer: number): Weather {
    const { stations } = weatherOf(kmaAws);
    return {
      observedAt: `2024-11-24T07:${minute}:00+09:00`,
      stations: stations.map((one) =>
        one.id === station
          ? {
              ...one,
              values: {
                ...one.values,
                temperature: 2.8 + warmer,
                dewPoint: -1.2 + warmer,
              },
            }
          : one,
      ),
    };
  }

  async function apart() {
    const bench = await start(['kma-aws', 'apihub-aws'], told(38, 0));
    const temperatures: (number | null | undefined)[] = [];
    for (let minute = 39; minute < 52; minute += 1) {
      const source = minute % 2 === 0 ? kmaAws : apihubAws;
      const weather = told(minute, source === kmaAws ? 0 : 8);
      bench.upstream.answer(source.id, answering(source, { weather }));
      bench.clock.advance(1);
      await bench.pull(source.id);
      temperatures.push((await bench.tickerRow(station))?.temperature);
    }
    return { bench, temperatures };
  }

  test('do not take turns from run to run', async () => {
    const { bench, temperatures } = await apart();
    await using _bench = bench;

    // Before the second of them is heard there is nothing to choose from.
    expect(new Set(temperatures.slice(1)).size).toBe(1);
  });

  test('are named by health and, once, by the log', async () => {
    const { bench } = await apart();
    await using _bench = bench;
    const values = [
      expect.objectContaining({ source: 'kma-aws', value: 2.8 }),
      expect.objectContaining({ source: 'apihub-aws', value: 10.8 }),
    ];

    const { disagreements = [] } = await bench.health();
    expect(disagreements.map((one) => one.station)).toEqual([station]);
    expect([disagreements[0]?.shown, ...(disagreements[0]?.others ?? [])]).toEqual(
      expect.arrayContaining(values),
    );
    const lines = bench.warnings.filter(({ code }) => code === 'sources-disagree');
    expect(lines).toEqual([
      expect.objectContaining({
        count: 1,
        stations: [expect.stringMatching(new RegExp(`^${station} `))],
        action: expect.stringMatching(/\w{4}/),
      }),
    ]);
  });

  test('give a temperature that is marked, and no dew point above it', async () => {
    const { bench } = await apart();
    await using _bench = bench;
    const observation = await bench.observation(station);

    expect(observation?.temperature).toMatchObject({
      quality: 'suspect',
      failed: expect.arrayContaining(['consistency']),
    });
    expect(observation?.temperature?.value).toBe(2.8);
    // What fails a check is in this file for ops people, and shown nowhere.
    expect(observation?.dewPoint).toMatchObject({ value: 6.8, quality: 'fail' });
  });

  test('are said to agree again when they do', async () => {
    const { bench } = await apart();
    await using _bench = bench;
    bench.upstream.answer('kma-aws', answering(kmaAws, { weather: told(52, 0) }));
    bench.upstream.answer('apihub-aws', answering(apihubAws, { weather: told(52, 0) }));
    bench.clock.advance(1);
    await bench.pullAll();
    bench.clock.advance(31);
    await bench.pullAll();

    expect((await bench.health()).disagreements).toEqual([]);
    expect(bench.log.filter(({ code }) => code === 'sources-agree')).toHaveLength(1);
  });
});

describe('the rain of the hourly list', () => {
  async function rainAt(at: string, values: Values) {
    const weather = withValues({ ...weatherOf(apihubAsos), observedAt: at }, values);
    await using bench = await start(['apihub-asos'], weather, at.replace(':00:00', ':12:00'));
    bench.upstream.answer('apihub-asos', answering(apihubAsos, { weather }));
    await bench.pull('apihub-asos');
    return (await listed(bench)).map(({ rain }) => rain?.value ?? null);
  }

  test('in winter, a sum of three hours, is never shown as that of the last', async () => {
    const rain = await rainAt('2024-11-24T09:00:00+09:00', { rain: 4.5, rainDay: 6 });

    expect(new Set(rain)).toEqual(new Set([null]));
  });

  test('in summer is that of the last', async () => {
    const rain = await rainAt('2026-07-24T09:00:00+09:00', { rain: 0.5, temperature: 22 });

    expect(new Set(rain)).toEqual(new Set([0.5]));
  });

  test('is none where IR says so, though RN and RN_DAY hold the mark of missing values', async () => {
    const rain = await rainAt('2024-11-24T09:00:00+09:00', { rain: 0, rainDay: 0 });

    expect(new Set(rain)).toEqual(new Set([0]));
  });
});

test('a humidity of 101 % is 100 %, in every list', async () => {
  for (const subject of [kmaCity, kmaAws, apihubAsos, apihubAws]) {
    const weather = withValues(weatherOf(subject), { humidity: 101, dewPoint: 0, temperature: 1 });
    await using bench = await start([subject.id], weather);
    bench.upstream.answer(subject.id, answering(subject, { weather }));
    await bench.pull(subject.id);
    const { observations } = await bench.observations();
    const humidities = observations.flatMap(({ humidity }) => humidity?.value ?? []);

    expect(humidities.length).toBeGreaterThan(10);
    expect(new Set(humidities)).toEqual(new Set([100]));
  }
});

test('41.4 ℃, as on 2026-07-31, is suspect and shown', async () => {
  const at = '2026-07-31T15:00:00+09:00';
  const summer = withValues({ ...weatherOf(kmaCity), observedAt: at }, { temperature: 34 });
  const [first] = summer.stations;
  const stations = summer.stations.map((one) =>
    one === first ? { ...one, values: { ...one.values, temperature: 41.4 } } : one,
  );
  await using bench = await start(['kma-city'], summer, at.replace(':00:00', ':05:00'));
  bench.upstream.answer('kma-city', answering(kmaCity, { weather: { ...summer, stations } }));
  await bench.pull('kma-city');

  expect((await bench.tickerRow(first?.id ?? ''))?.temperature).toBe(41.4);
  expect((await bench.observation(first?.id ?? ''))?.temperature).toMatchObject({
    quality: 'suspect',
    failed: expect.arrayContaining(['range']),
  });
});

test('the rain of a day is not that of the next from midnight on', async () => {
  const told = (observedAt: string, rainDay: number) => ({
    weather: withValues({ ...weatherOf(kmaCity), observedAt }, { rainDay }),
  });
  const evening = told('2024-11-24T23:00:00+09:00', 45);
  await using bench = await start(['kma-city'], evening.weather, '2024-11-24T23:05:00+09:00');
  const rainDays = async () => {
    return new Set((await listed(bench)).map(({ rainDay }) => rainDay?.value ?? null));
  };
  bench.upstream.answer('kma-city', answering(kmaCity, evening));
  await bench.pull('kma-city');
  expect(await rainDays()).toEqual(new Set([45]));

  bench.upstream.answer('kma-city', answering(kmaCity, told('2024-11-25T00:00:00+09:00', 46)));
  bench.clock.advance(60);
  await bench.pull('kma-city');
  expect(await rainDays()).toEqual(new Set([null]));

  bench.upstream.answer('kma-city', answering(kmaCity, told('2024-11-25T01:00:00+09:00', 1.5)));
  bench.clock.advance(60);
  await bench.pull('kma-city');
  expect(await rainDays()).toEqual(new Set([1.5]));
});
