import { ConfigError, readConfig } from '@nalssi/collector';
import { describe, expect, test } from 'vitest';
import { variableOf } from '../../../collector/config/source-variables.ts';
import { sourceIds } from '../../../collector/sources/source-id.ts';

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
  ['NALSSI_METRICS', 'on', 'Use one as in 127.0.0.1:9464'],
  ['NALSSI_METRICS', '9464', 'Use one as in 127.0.0.1:9464'],
  ['NALSSI_METRICS', ':9464', 'Use one as in 127.0.0.1:9464'],
  ['NALSSI_METRICS', '127.0.0.1', 'Use one as in 127.0.0.1:9464'],
  ['NALSSI_METRICS', '127.0.0.1:99999', 'Use one as in 127.0.0.1:9464'],
  ['NALSSI_METRICS', '::1:9464', '[::1]:9464'],
  ['NALSSI_METRICS', '[::g]:9464', '[::1]:9464'],
  ['NALSSI_METRICS', 'http://127.0.0.1:9464', 'Use one as in 127.0.0.1:9464'],
  ['NALSSI_PUBLIC_URL', 'weather.example.com', 'as in https://weather.example.com'],
  ['NALSSI_PUBLIC_URL', '/weather/', 'as in https://weather.example.com'],
  ['NALSSI_PUBLIC_URL', 'ftp://weather.example.com', 'as in https://weather.example.com'],
  ['NALSSI_PUBLIC_URL', 'https://user:secret@weather.example.com', 'holds a user name'],
  ['NALSSI_PUBLIC_URL', 'https://weather.example.com/?site=1', 'holds a query'],
  ['NALSSI_PUBLIC_URL', 'https://weather.example.com/v1/', 'leads to a part'],
  ['NALSSI_PUBLIC_URL', 'https://weather.example.com/x/w/1/nalssi.js', 'leads to a part'],
  ['NALSSI_PUBLIC_URL', 'https://weather.example.com/<b>/x&y', 'characters that no path has'],
  ['NALSSI_DATA_DIR', 'redis://u:s3cr3tPW@h', 'that of a Redis belongs into NALSSI_STORE'],
  ['NALSSI_STORE', 'oracle', 'Use sqlite'],
  ['NALSSI_STORE', 'publish', 'Name one as in s3://bucket/prefix'],
  ['NALSSI_PUBLISH', 'ftp', 'Use directory'],
  ['NALSSI_PUBLISH', ',', 'names no place'],
  ['NALSSI_PUBLISH', 's3://Weather', 'has no bucket'],
  ['NALSSI_PUBLISH', 's3://weather?coding=zip', 'gzip, br, identity'],
  ['NALSSI_PUBLISH', 's3://weather?color=1', 'region=, endpoint= and coding='],
  ['NALSSI_PUBLISH', 's3://weather/a,s3://weather/a/?coding=br', 'twice'],
  ['NALSSI_PUBLISH', 's3://weather', 'AWS_SECRET_ACCESS_KEY: is not set'],
])('%s=%j is refused by name, with the mend', (name, value, mend) => {
  const read = () => readConfig({ [name]: value });

  expect(read).toThrow(ConfigError);
  expect(read).toThrow(name);
  expect(read).toThrow(mend);
  expect(read).not.toThrow('s3cr3tPW');
});

test('all wrong variables are named at once', () => {
  const read = () => readConfig({ PORT: 'x', NALSSI_KMA_MAP_CRON: 'y' });

  expect(read).toThrow(/PORT: .*\n.*NALSSI_KMA_MAP_CRON: /s);
});

test('several places are one after another, a storage with what S3 calls its variables', () => {
  const { publish } = readConfig({
    NALSSI_PUBLISH: 'directory, s3://weather/site s3://other?region=ap-northeast-2&coding=br',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_S3: 'https://kr.object.ncloudstorage.com',
  });

  expect(publish.isInDirectory).toBe(true);
  expect(publish.storages).toMatchObject([
    { coding: 'gzip', address: { bucket: 'weather', prefix: 'site/', region: 'us-east-1' } },
    { coding: 'br', address: { bucket: 'other', prefix: '', region: 'ap-northeast-2' } },
  ]);
  expect(publish.storages[0]?.address.endpoint?.host).toBe('kr.object.ncloudstorage.com');
  expect(publish.credentials).toEqual({
    accessKeyId: 'id',
    secretAccessKey: 'secret',
    sessionToken: null,
  });
});

test('what is wrong with the variables of S3 is named without them', () => {
  const read = () =>
    readConfig({
      NALSSI_PUBLISH: 's3://weather',
      AWS_REGION: 'a b',
      AWS_ACCESS_KEY_ID: 'two words',
      AWS_SECRET_ACCESS_KEY: 'my secret key',
      AWS_ENDPOINT_URL: 'ftp://host',
    });

  expect(read).toThrow(/AWS_ENDPOINT_URL: is not the address/);
  expect(read).toThrow(/AWS_REGION: is no name of a region/);
  expect(read).toThrow(/AWS_ACCESS_KEY_ID: holds blanks/);
  expect(read).not.toThrow(/two words|my secret key|ftp:/);
});

test('an empty variable counts as unset', () => {
  expect(readConfig({ PORT: ' ' }).port).toBe(8080);
});

test('a variable that looks like ours and is not is reported', () => {
  expect(readConfig({ NALSSI_KMA_MAP_CORN: '* * * * *' }).unknownVariables).toEqual([
    'NALSSI_KMA_MAP_CORN',
  ]);
});

test.each([
  [undefined, 'beside-feed'],
  ['off', 'off'],
  ['127.0.0.1:9464', { host: '127.0.0.1', port: 9464 }],
  ['[::1]:9464', { host: '::1', port: 9464 }],
  ['localhost:0', { host: 'localhost', port: 0 }],
])('NALSSI_METRICS=%s puts the metrics at %j', (value, place) => {
  expect(readConfig({ NALSSI_METRICS: value }).metrics).toEqual(place);
});

test.each([
  [undefined, null],
  ['https://weather.example.com', 'https://weather.example.com/'],
  ['https://Weather.example.com:443/', 'https://weather.example.com/'],
  ['http://192.0.2.1:8080', 'http://192.0.2.1:8080/'],
  ['https://news.example.com/weather', 'https://news.example.com/weather/'],
  ['https://news.example.com/날씨/', 'https://news.example.com/%EB%82%A0%EC%94%A8/'],
])('NALSSI_PUBLIC_URL=%s is where readers find it: %s', (value, address) => {
  expect(readConfig({ NALSSI_PUBLIC_URL: value }).publicUrl).toBe(address);
});

describe('no message repeats what may be a secret:', () => {
  const secret = 'NVhBVXg0SmVXUUlNc2VjcmV0'.slice(0, 22);

  function messageFor(name: string, value: string): string {
    try {
      readConfig({ [name]: value });
    } catch (error) {
      return (error as Error).message;
    }
    return 'It was accepted.';
  }

  test.each(
    sourceIds.flatMap((id) =>
      [
        [`https://user:${secret}@kma.example/`, 'holds a user name or a password'],
        [`https://${secret}@kma.example/`, 'holds a user name or a password'],
        [`https://kma.example/?authKey=${secret}`, 'holds a query'],
        [`https://kma.example/?serviceKey=${secret}&x`, 'holds a query'],
        [`https://kma.example/#${secret}`, 'holds a fragment'],
        [`ftp://user:${secret}@kma.example/`, 'does not begin with http:// or https://'],
        [`user:${secret}@kma.example`, 'does not begin with http:// or https://'],
        [`https//user:${secret}@kma.example`, 'is not a URL'],
        [`kma.example?authKey=${secret}`, 'is not a URL'],
        [`https://user:${secret}@kma.example:x/?authKey=${secret}`, 'is not a URL'],
      ].map(([url = '', said = '']) => [variableOf(id, 'URL'), url, said]),
    ),
  )('%s=%s', (name, url, said) => {
    const message = messageFor(name, url);

    expect(message).toContain(`${name}: ${said}.`);
    expect(message).not.toContain(secret);
  });

  test.each([
    'PORT',
    'NALSSI_HOST',
    'NALSSI_METRICS',
    'NALSSI_SOURCES',
    'NALSSI_PUBLIC_URL',
    'NALSSI_LOG',
    'NALSSI_STORE',
    'NALSSI_PUBLISH',
    'NALSSI_KMA_MAP_CRON',
  ])('a key that was put into %s', (name) => {
    for (const value of [secret, `${secret}==`, `x ${secret}`, `https://a:${secret}@b/`]) {
      const message = messageFor(name, value);

      expect(message === 'It was accepted.' || message.includes(name)).toBe(true);
      expect(message).not.toContain(secret.slice(0, 12));
    }
  });

  const refused = [
    'PORT',
    'NALSSI_METRICS',
    'NALSSI_SOURCES',
    'NALSSI_LOG',
    'NALSSI_STORE',
    'NALSSI_PUBLISH',
    'NALSSI_TABLES',
    'NALSSI_WIDGET_DIR',
    'NALSSI_CHROMIUM',
    'NALSSI_KMA_MAP_URL',
    'NALSSI_KMA_MAP_CRON',
    'HTTPS_PROXY',
  ];

  test.each(['hunter2', 'swordfish', 's3cr3t-12', 'k-aWs9', '/hunter2', '20261127', '1234-5678'])(
    '%s that was put into the wrong variable',
    (value) => {
      for (const name of refused) expect(messageFor(name, value)).not.toContain(value);
    },
  );

  test.each([
    ['PORT', '80a80', 'Its value (5 characters) is not a port'],
    ['PORT', '99999', '"99999" is not a port'],
    ['NALSSI_SOURCES', 'kma-map,kma-cty', '"kma-cty" is not a source'],
    ['NALSSI_LOG', 'jsn', '"jsn" is not a form'],
    ['NALSSI_METRICS', '127.0.0.1', '"127.0.0.1" is no address with a port'],
    ['NALSSI_KMA_MAP_CRON', '99 * * * *', '"99 * * * *" is not a cron expression'],
    ['NALSSI_WIDGET_DIR', '/usr/nowhere/dist', '"/usr/nowhere/dist" is not a folder'],
  ])('but %s=%s is told with what cannot be one', (name, value, said) => {
    expect(messageFor(name, value)).toContain(said);
  });
});

test.each(['0-99999999999 * * * *', `${'1,2,'.repeat(10_000)}3 * * * *`])(
  'a schedule that would be written out without end is refused',
  (text) => {
    expect(() => readConfig({ NALSSI_KMA_MAP_CRON: text })).toThrow(
      `Its value (${text.length} characters) is not a cron expression. Use five fields`,
    );
  },
);
