import { createLogger, Secrets } from '@nalssi/collector';
import { describe, expect, test } from 'vitest';
import { decodeOnce } from '../../../collector/telemetry/secrets.ts';

const decoded = 'aB3+/kEy/with+specials==xYz';
const encoded = encodeURIComponent(decoded);

function secretsOf(key: string): Secrets {
  return Secrets.fromEnvironment({ NALSSI_DATA_GO_KR_KEY: key });
}

describe.each([
  ['decoded', decoded],
  ['encoded', encoded],
])('a key given %s', (_form, key) => {
  test.each([
    ['raw', key],
    ['decoded', decoded],
    ['encoded', encoded],
    ['encoded in lower case', encoded.toLowerCase()],
    ['encoded twice', encodeURIComponent(encoded)],
    ['in base64', Buffer.from(decoded).toString('base64')],
    ['in base64 for URLs', Buffer.from(decoded).toString('base64url')],
    ['in a URL', `https://apis.data.go.kr/x?serviceKey=${encoded}&pageNo=1`],
  ])('is not printed %s', (_where, text) => {
    const scrubbed = secretsOf(key).scrub(`before ${text} after`);

    expect(scrubbed).toContain('[secret]');
    expect(scrubbed).toContain('before');
    expect(scrubbed).toContain('after');
    for (const form of [decoded, encoded, 'with+specials', 'with%2Bspecials']) {
      expect(scrubbed.toLowerCase()).not.toContain(form.toLowerCase());
    }
  });
});

test('every line of the log is scrubbed, wherever the key stands in it', () => {
  const lines: string[] = [];
  const log = createLogger(secretsOf(decoded), 'json', { write: (line) => void lines.push(line) });
  log.error(
    { err: new Error(`cannot fetch ?key=${encoded}`), [decoded]: decoded },
    `key ${decoded}`,
  );

  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('kEy');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', msg: 'key [secret]' });
});

test('without secrets nothing is changed', () => {
  expect(new Secrets().scrub('anything')).toBe('anything');
});

test('both forms of a key are the same key', () => {
  expect(decodeOnce(encoded)).toBe(decoded);
  expect(decodeOnce(decoded)).toBe(decoded);
});
