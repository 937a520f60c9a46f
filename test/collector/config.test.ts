import { ConfigError, readConfig } from '@nalssi/collector';
import { expect, test } from 'vitest';

test('an empty environment gives the standards', () => {
  const config = readConfig({});

  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', unknownVariables: [] });
  expect(config.dataDirectory).toMatch(/\.nalssi$/);
  expect(config.sources.map(({ id, baseUrl }) => [id, baseUrl.href])).toEqual([
    ['kma-map', 'https://www.kma.go.kr/'],
  ]);
});

test.each([
  ['PORT', 'abc', 'Use a number from 1 to 65535'],
  ['PORT', '99999', 'Use a number from 1 to 65535'],
  ['PORT', '-1', 'Use a number from 1 to 65535'],
  ['NALSSI_HOST', 'a b', 'Use 127.0.0.1'],
  ['NALSSI_SOURCES', 'kma-map,moon', 'Choose from: kma-map'],
  ['NALSSI_SOURCES', ',', 'Choose from: kma-map'],
  ['NALSSI_KMA_MAP_URL', 'ftp://example.com', 'Use http:// or https://'],
  ['NALSSI_KMA_MAP_URL', 'not a url', 'Use http:// or https://'],
  ['NALSSI_KMA_MAP_URL', 'http://user:secret@example.com', 'Use http:// or https://'],
  ['NALSSI_KMA_MAP_CRON', 'every minute', 'Use five fields'],
  ['NALSSI_KMA_MAP_CRON', '99 * * * *', 'Use five fields'],
  ['NALSSI_STORE', 'oracle', 'Use sqlite'],
  ['NALSSI_PUBLISH', 'ftp', 'Use directory'],
])('%s=%j is refused by name, with the mend', (name, value, mend) => {
  const read = () => readConfig({ [name]: value });

  expect(read).toThrow(ConfigError);
  expect(read).toThrow(name);
  expect(read).toThrow(mend);
});

test('all wrong variables are named at once', () => {
  const read = () => readConfig({ PORT: 'x', NALSSI_KMA_MAP_CRON: 'y' });

  expect(read).toThrow(/PORT: .*\n.*NALSSI_KMA_MAP_CRON: /s);
});

test('an empty variable counts as unset', () => {
  expect(readConfig({ PORT: ' ' }).port).toBe(8080);
});

test('a variable that looks like ours and is not is reported', () => {
  expect(readConfig({ NALSSI_KMA_MAP_CORN: '* * * * *' }).unknownVariables).toEqual([
    'NALSSI_KMA_MAP_CORN',
  ]);
});
