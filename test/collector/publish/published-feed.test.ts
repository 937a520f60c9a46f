import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { regionCodes, type TickerRow } from '@nalssi/schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourceIds } from '../../../collector/sources/source-id.ts';
import { country } from '../../upstream/country.ts';
import { testKeys, Workbench } from '../workbench.ts';

let bench: Workbench;
let files: string[] = [];

beforeAll(async () => {
  const weather = country('2024-11-24T07:38:00+09:00');
  const few = weather.stations.filter((station, index) => index % 20 === 0 || station.id === '108');
  bench = await Workbench.start(
    { ...weather, stations: few },
    {
      sources: sourceIds,
      keys: testKeys,
      startAt: '2024-11-24T07:38:30+09:00',
      output: 'compressed',
    },
  );
  await bench.pullAll();
  const found = await readdir(join(bench.directory, 'feed/v1'), { recursive: true });
  files = found.filter((file) => /\.(json|geojson)$/.test(file) && !file.startsWith('schema'));
});

afterAll(() => bench[Symbol.asyncDispose]());

async function read(file: string) {
  return JSON.parse(await readFile(join(bench.directory, 'feed/v1', file), 'utf8'));
}

/** An independent validator with the schemas that were published beside the files. */
async function validator(change: (schema: Record<string, unknown>) => void = () => undefined) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  for (const name of await readdir(join(bench.directory, 'feed/v1/schema/1.0'))) {
    if (!name.endsWith('.json')) continue;
    const schema = await read(`schema/1.0/${name}`);
    change(schema);
    ajv.addSchema(schema);
  }
  return (content: { $schema: string }) => {
    const validate = ajv.getSchema(content.$schema);
    if (validate === undefined) throw new Error(`no schema ${content.$schema}`);
    return validate(content) ? [] : validate.errors;
  };
}

describe('every published file', () => {
  test('is valid against its published schema by an independent validator', async () => {
    const faults = await validator();
    const described = files.filter((file) => file !== 'openapi.json');

    expect(described.length).toBeGreaterThan(60);
    for (const file of described) expect(faults(await read(file)), file).toEqual([]);
  });

  test('stays valid when an optional field is added to it or to its schema', async () => {
    const faults = await validator((schema) => {
      schema['properties'] = { ...(schema['properties'] as object), later: { type: 'string' } };
    });
    const file = await read('ticker.json');
    const [first, ...others] = file.observations;
    const grown = { ...file, later: 'x', observations: [{ ...first, wind: 3 }, ...others] };

    const observations = await read('observations.json');
    const [row, ...rows] = observations.observations;
    const soil = { ...row.temperature, value: 3 };
    const later = {
      ...observations,
      observations: [{ ...row, soil, rain: { ...row.rain, later: 'x' } }, ...rows],
    };

    expect(faults(file)).toEqual([]);
    expect(faults(grown)).toEqual([]);
    expect(faults(observations)).toEqual([]);
    expect(faults(later)).toEqual([]);
  });

  test('has a link so short that file systems keep it without a block of its own', async () => {
    const root = join(bench.directory, 'feed/v1');
    const longest = { path: '', length: 0 };
    for (const path of await readdir(root, { recursive: true })) {
      if (path.startsWith('schema')) continue;
      const found = await lstat(join(root, path));
      if (found.isSymbolicLink() && found.size > longest.length) {
        Object.assign(longest, { path, length: found.size });
      }
    }

    expect(longest.length, longest.path).toBeGreaterThan(0);
    expect(longest.length, longest.path).toBeLessThan(60);
  });

  test('is the same in each of its codings', async () => {
    for (const file of files) {
      const path = join(bench.directory, 'feed/v1', file);
      const plain = await readFile(path);
      expect(brotliDecompressSync(await readFile(`${path}.br`)).equals(plain), file).toBe(true);
      expect(gunzipSync(await readFile(`${path}.gz`)).equals(plain), file).toBe(true);
      expect(zstdDecompressSync(await readFile(`${path}.zst`)).equals(plain), file).toBe(true);
    }
  });

  test('has a sequence of its own, none above those of index.json and health.json', async () => {
    const described = files.filter((file) => file !== 'openapi.json');
    const sequences = await Promise.all(described.map(async (file) => (await read(file)).sequence));
    const { sequence } = await read('index.json');

    expect((await read('health.json')).sequence).toBe(sequence);
    expect(Math.max(...sequences)).toBe(sequence);
  });
});

test('a fragment, which servers read, has its plain form alone', async () => {
  const fragments = await readdir(join(bench.directory, 'feed/v1/embed'), { recursive: true });
  const named = fragments.filter((file) => file !== 'en');

  expect(named.length).toBe(2 * (regionCodes.length + 1));
  expect(named.every((file) => file.endsWith('.html'))).toBe(true);
});

test('every region has its file: what the ticker shows of it, and its summary', async () => {
  const all: TickerRow[] = (await read('ticker.json')).observations;
  for (const region of regionCodes) {
    const { observations, summary } = await read(`regions/${region}.json`);
    const shown = all.filter(
      (row) => row.region === region && (row.network !== 'aws' || row.representative === true),
    );
    expect(observations).toEqual(
      shown.map(({ feelsLike, humidity, windSpeed, windDirection, rain, ...row }) => row),
    );
    expect(summary.stations).toBe(observations.length);
  }
  expect(all.filter((row) => row.network === 'aws' && !row.representative)).not.toEqual([]);
});

test('the points of the map stand where the stations are, longitude first', async () => {
  const { features } = await read('observations.geojson');
  const seoul = features.find(({ id }: { id: string }) => id === '108');

  expect(seoul?.geometry.coordinates).toEqual([126.9658, 37.57142, 85.67]);
  expect(seoul?.properties.temperature).toBe(2.8);
});

test('a station’s file has its past hours, with the source of each value', async () => {
  const { history, observation, station } = await read('stations/108.json');

  expect(station.name.ko).toBe('서울');
  expect(observation.temperature.value).toBe(2.8);
  expect(history.at(-1)).toMatchObject({
    hour: '2024-11-24T07:00:00+09:00',
    temperature: { value: 2.8, quality: 'pass', source: 'kma-map' },
  });
});

test('the discovery file leads to every file of the feed', async () => {
  const { feeds } = await read('index.json');
  const urls = Object.values(feeds as Record<string, { url: string }>).map(({ url }) =>
    url.replace('{station}', '108').replace(/\{(?:region|board)\}/, 'KR-11'),
  );

  for (const url of urls) expect(files).toContain(url);
});

test('the OpenAPI description names every feed of the discovery file', async () => {
  const { paths, openapi } = await read('openapi.json');
  const { feeds } = await read('index.json');

  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths).toSorted()).toEqual(
    Object.values(feeds as Record<string, { url: string }>)
      .map(({ url }) => `/${url}`)
      .toSorted(),
  );
});
