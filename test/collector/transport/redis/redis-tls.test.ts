import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { RedisConnection } from '../../../../collector/transport/redis/redis-connection.ts';
import { Authority } from '../../../servers/authority.ts';
import { freePort } from '../../../servers/free-port.ts';
import { addressOf, TestRedis, told } from '../../../servers/redis.ts';
import { november2024, weatherOf } from '../../../upstream/recording.ts';
import { Upstream } from '../../../upstream/upstream.ts';
import { holds } from '../../run/shared/collectors.ts';
import { StartedCommand } from '../../started-command.ts';

/** Too short for the log to find it by itself. */
const password = 'gehe1m';

/** What the book says that the user needs. */
const rights =
  '~{nalssi}:* resetchannels -@all +@read +@write +@connection +@scripting +info +time +wait';

const known = getCACertificates();
let authority: Authority;
let redis: TestRedis;
let tlsPort = 0;
let host = '';

beforeAll(async () => {
  authority = new Authority();
  tlsPort = await freePort();
  redis = await TestRedis.start([
    `tls-port ${tlsPort}`,
    `tls-cert-file ${authority.server.certificate}`,
    `tls-key-file ${authority.server.key}`,
    'tls-auth-clients no',
    `user reader on >${password} ${rights}`,
  ]);
  await told(redis.port, 'ACL', 'SETUSER', 'default', 'off');
  host = `localhost:${tlsPort}`;
});

afterAll(async () => {
  setDefaultCACertificates(known);
  await redis[Symbol.asyncDispose]();
  authority[Symbol.dispose]();
});

beforeEach(() => setDefaultCACertificates(known));

async function trustAuthority(): Promise<void> {
  setDefaultCACertificates([await readFile(authority.certificate, 'utf8')]);
}

test('with a certificate of an own authority and a user of few rights one publishes and another serves', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nalssi-'));
  const upstream = new Upstream(weatherOf(november2024));
  const variables = {
    NALSSI_DATA_DIR: folder,
    NALSSI_LOG: 'json',
    NALSSI_SOURCES: 'kma-map',
    NALSSI_KMA_MAP_URL: await upstream.listen(),
    NALSSI_TABLES: 'off',
    NALSSI_STORE: `rediss://reader:${password}@${host}`,
    PORT: '0',
  };
  const trusting = { ...variables, NODE_EXTRA_CA_CERTS: authority.certificate };
  await using collecting = new StartedCommand(['collect'], { variables: trusting });
  expect(await collecting.ended, `${collecting.output}${collecting.errors}`).toMatchObject({
    code: 0,
  });
  await using reader = new StartedCommand(['serve', '--read-only'], { variables: trusting });
  await using doubting = new StartedCommand(['serve', '--read-only'], { variables });
  const address = await reader.address();
  await holds(async () =>
    expect(await (await fetch(`${address}/v1/ticker.json`)).text()).toBe(
      await readFile(join(folder, 'feed/v1/ticker.json'), 'utf8'),
    ),
  );
  const { reason } = await doubting.logs('feed-lost');

  expect(reason).toContain('in NODE_EXTRA_CA_CERTS');
  for (const { output, errors } of [collecting, reader, doubting]) {
    expect(`${output}${errors}`).not.toContain(password);
  }
  await upstream.close();
  await rm(folder, { recursive: true });
});

test.each([
  ['a user who is none', () => `rediss://nobody:${password}@${host}`, /refuses user and password/],
  ['a password that is another', () => `rediss://reader:an0ther@${host}`, /WRONGPASS/],
  ['no password', () => `rediss://${host}`, /asks for a password \(NOAUTH\)/],
  ['a host that is not in the certificate', () => `rediss://127.0.0.1:${tlsPort}`, /as it stands/],
  ['no TLS where there is TLS alone', () => `redis://reader:${password}@${host}`, /use rediss:/],
  [
    'TLS where there is none',
    () => `rediss://reader:${password}@localhost:${redis.port}`,
    /use redis:/,
  ],
  [
    'keys that the user may not touch',
    () => `rediss://reader:${password}@${host}?prefix=other`,
    /may not do what nalssi does \(NOPERM.*deploy\/README\.md/,
  ],
])('of %s it is said what to do, without the password', async (_, url, says) => {
  await trustAuthority();
  await using connection = await RedisConnection.open(addressOf(url()));
  const ask = () => connection.send('GET', connection.key('lease'));
  await holds(() => expect(ask()).rejects.toThrow(says));

  await expect(ask()).rejects.not.toThrow(/gehe1m|an0ther/);
});

test('of a certificate that nobody here trusts it is said how to name its authority', async () => {
  await using connection = await RedisConnection.open(addressOf(`rediss://${host}`));
  const ask = () => connection.send('GET', connection.key('lease'));

  await holds(() =>
    expect(ask()).rejects.toThrow(/\(UNABLE_TO_VERIFY_LEAF_SIGNATURE\).*NODE_EXTRA_CA_CERTS/),
  );
});
