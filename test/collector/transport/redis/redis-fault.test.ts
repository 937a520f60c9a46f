import { expect, test } from 'vitest';
import { redisAddressOf } from '../../../../collector/transport/redis/redis-address.ts';
import { faultOf } from '../../../../collector/transport/redis/redis-fault.ts';

function faultAt(url: string, error: unknown): string {
  const address = redisAddressOf(url);
  if (typeof address === 'string') throw new Error(address);
  return faultOf(error, address);
}

const plain = 'redis://cache.example';
const encrypted = 'rediss://cache.example';
const coded = (code: string) => Object.assign(new Error('It failed.'), { code });

test.each<readonly [string, string, Error, RegExp]>([
  ['a certificate of nobody', encrypted, coded('SELF_SIGNED_CERT_IN_CHAIN'), /NODE_EXTRA_CA_CERTS/],
  ['a certificate of another', encrypted, coded('ERR_TLS_CERT_ALTNAME_INVALID'), /another name/],
  ['a certificate of last year', encrypted, coded('CERT_HAS_EXPIRED'), /Renew it/],
  ['no TLS, and silence', encrypted, coded('ETIMEDOUT'), /use redis:\/\//],
  ['no TLS, and another protocol', encrypted, coded('EPROTO'), /use redis:\/\//],
  ['no TLS, by its words', encrypted, new Error('wrong version number'), /use redis:\/\//],
  ['nothing but TLS', plain, coded('ECONNRESET'), /use rediss:\/\//],
  ['another password', plain, new Error('WRONGPASS invalid'), /Check them in NALSSI_STORE/],
  ['a password', plain, new Error('NOAUTH Authentication required.'), /asks for a password/],
  ['no rights', plain, new Error('NOPERM no permissions'), /Two collectors, one feed/],
])('a Redis with %s is told with what to do', (_, url, error, words) => {
  const ofCluster = Object.assign(new Error('None of the nodes'), { lastNodeError: error });

  expect(faultAt(url, error)).toMatch(words);
  expect(faultAt(url, ofCluster)).toBe(faultAt(url, error));
});

test.each([
  ['silence without TLS', plain, coded('ETIMEDOUT')],
  ['a connection that is cut within TLS', encrypted, coded('ECONNRESET')],
  ['what has no word for it', plain, new Error('It failed.')],
  ['what is no error', plain, 'It failed.'],
])('of %s is told what it says itself', (_, url, error) => {
  expect(faultAt(url, error)).toBe('It failed.');
});

test('of what a server says without end the beginning is told', () => {
  const told = faultAt(plain, new Error('x'.repeat(100_000)));

  expect(told).toBe('x'.repeat(500));
});

test.each(['password', 'sentinelPassword'])('no cut goes through a secret: %s', (which) => {
  const url = `redis://user:of-the-master@a,b?sentinel=feed&sentinelPassword=of-sentinels`;
  const secret = which === 'password' ? 'of-the-master' : 'of-sentinels';
  for (let before = 480; before < 500; before += 1) {
    const told = faultAt(url, new Error(`${'x'.repeat(before)}${secret}${'y'.repeat(100)}`));

    expect(told).not.toContain(secret.slice(0, 4));
  }
});
