import { expect, test } from 'vitest';
import { ConfigError } from '../../../../collector/config/config-error.ts';
import { readConfig } from '../../../../collector/config/read-config.ts';
import { Secrets } from '../../../../collector/telemetry/secrets.ts';
import { placeOf, redisAddressOf } from '../../../../collector/transport/redis/redis-address.ts';

const bare = {
  kind: 'server',
  hosts: [{ host: 'localhost', port: 6379 }],
  sentinel: '',
  username: null,
  password: null,
  sentinelPassword: null,
  database: 0,
  isEncrypted: false,
  prefix: 'nalssi',
};

test.each([
  ['redis://localhost', bare],
  ['redis://[::1]:7000/2', { ...bare, hosts: [{ host: '::1', port: 7000 }], database: 2 }],
  [
    'rediss://reader:p%40ss%2Fword@db.example:6380?prefix=paper',
    {
      ...bare,
      hosts: [{ host: 'db.example', port: 6380 }],
      username: 'reader',
      password: 'p@ss/word',
      isEncrypted: true,
      prefix: 'paper',
    },
  ],
  [
    'redis://:secret-word@one:26379,two?sentinel=feed&sentinelPassword=other-word',
    {
      ...bare,
      kind: 'sentinel',
      hosts: [
        { host: 'one', port: 26379 },
        { host: 'two', port: 26379 },
      ],
      sentinel: 'feed',
      password: 'secret-word',
      sentinelPassword: 'other-word',
    },
  ],
  [
    'redis://one,two?cluster',
    {
      ...bare,
      kind: 'cluster',
      hosts: [
        { host: 'one', port: 6379 },
        { host: 'two', port: 6379 },
      ],
    },
  ],
])('%s is read', (text, address) => {
  expect(redisAddressOf(text)).toEqual(address);
});

test.each([
  ['redis://', 'is no address of a Redis'],
  ['redis://:secret-word@', 'is no address of a Redis'],
  ['redis://:secret-word@one:99999', 'has a host that is none'],
  ['redis://:secret-word@one,two', 'Say what they are: ?sentinel=NAME or ?cluster'],
  ['redis://:secret-word@one?sentinel=', 'names no master'],
  ['redis://:secret-word@one?cluster&sentinel=feed', 'Use one of them'],
  ['redis://:secret-word@one/3?cluster', 'has one alone'],
  ['redis://:secret-word@one?prefix=a b', 'has a prefix that is none'],
  ['redis://:secret-word@one?tls=yes', 'has a parameter that is not known'],
  ['redis://:secret-word%zz@one', 'not percent-encoded'],
])('of %s it is said what is wrong, without its password', (text, says) => {
  const read = () => readConfig({ NALSSI_STORE: text });

  expect(read).toThrow(ConfigError);
  expect(read).toThrow(says);
  expect(read).not.toThrow('secret-word');
});

test('what people read of an address has no password, and no log has one', () => {
  const text = 'redis://user:secret-word@one:26379?sentinel=feed&sentinelPassword=other-word';
  const address = redisAddressOf(text);
  const secrets = Secrets.fromEnvironment({ NALSSI_STORE: text });

  expect(typeof address === 'string' ? address : placeOf(address)).toBe('feed of one:26379');
  expect(secrets.scrub(`tried ${text}`)).not.toMatch(/secret-word|other-word/);
});
