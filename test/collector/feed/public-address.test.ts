import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { feedFiles, jsonSchema } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { openapiOf } from '../../../collector/feed/openapi.ts';
import { Workbench } from '../workbench.ts';

const site = 'https://news.example.com/weather/';

async function published(publicUrl?: string) {
  await using bench = await Workbench.start(
    undefined,
    publicUrl === undefined ? {} : { publicUrl },
  );
  await bench.pull();
  const read = async (name: string) =>
    JSON.parse(await readFile(join(bench.directory, 'feed/v1', name), 'utf8'));
  return { index: await read('index.json'), ticker: await read('ticker.json') };
}

test('where the public address is set, every absolute address of the feed is below it', async () => {
  const { index, ticker } = await published(site);
  const { feeds, versions, site: said } = feedFiles.index.parse(index);

  expect(said).toBe(site);
  expect(ticker.$schema).toBe(`${site}v1/schema/1.0/ticker.schema.json`);
  expect(Object.values(feeds).map(({ schema }) => schema)).toEqual(
    Object.values(feeds).map(() => expect.stringMatching(`^${site}v1/schema/`)),
  );
  expect(versions).toEqual([{ version: '1.0', url: `${site}v1/index.json` }]);
  expect(jsonSchema('ticker', site)).toMatchObject({ $id: ticker.$schema });
  expect(openapiOf(site)).toMatchObject({ servers: [{ url: `${site}v1` }] });
});

test('where it is not, none names a host', async () => {
  const { index, ticker } = await published();

  expect(index.site).toBeUndefined();
  expect(JSON.stringify([index.feeds, index.versions, openapiOf(null)])).not.toContain('://');
  expect(ticker.$schema).toBe('/v1/schema/1.0/ticker.schema.json');
  expect(openapiOf(null)).toMatchObject({ servers: [{ url: '.' }] });
});
