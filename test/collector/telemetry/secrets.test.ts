import { createLogger, Secrets } from '@nalssi/collector';
import fc from 'fast-check';
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

/** Ways to write a character that readers of URLs, JSON, XML and HTML take for the same. */
const writings: readonly ((character: string, code: string) => string)[] = [
  (character) => character,
  (_, code) => `%${code}`,
  (_, code) => `%${code.toUpperCase()}`,
  (_, code) => `%25${code}`,
  (_, code) => `%2525${code}`,
  (_, code) => `\\u00${code}`,
  (_, code) => `\\\\u00${code.toUpperCase()}`,
  (character) => `&#${character.charCodeAt(0)};`,
  (character) => `&#00${character.charCodeAt(0)};`,
  (_, code) => `&#x${code};`,
  (_, code) => `&amp;#x${code};`,
];

const anyKey = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9]$/),
    fc.stringMatching(/^[A-Za-z0-9+/=_-]{6,90}$/),
    fc.stringMatching(/^[A-Za-z0-9]$/),
  )
  .map((parts) => parts.join(''));

test('any key is found, however each of its characters is written, with blanks or without', () => {
  const anyWriting = fc.array(fc.nat(writings.length - 1), { minLength: 100, maxLength: 100 });
  const anyBlank = fc.constantFrom('', '', ' ', '\u00a0', '\u00ad', '\n');
  fc.assert(
    fc.property(anyKey, anyWriting, anyBlank, (key, chosen, blank) => {
      const written = [...key].map((character, at) =>
        writings[chosen[at] ?? 0]?.(character, character.charCodeAt(0).toString(16)),
      );

      expect(secretsOf(key).scrub(`<before>${written.join(blank)}<after>`)).toBe(
        '<before>[secret]<after>',
      );
    }),
  );
});

test('any key is found in base64, wherever in the longer text it stood', () => {
  const anyBytes = fc.uint8Array({ maxLength: 7 });
  const anyAlphabet = fc.constantFrom('base64' as const, 'base64url' as const);
  fc.assert(
    fc.property(anyKey, anyBytes, anyBytes, anyAlphabet, (key, before, after, alphabet) => {
      const text = Buffer.concat([before, Buffer.from(key), after]).toString(alphabet);
      const [start, end] = secretsOf(key).scrub(text).split('[secret]');

      expect(end).toBeDefined();
      // A character may be half of the key and half of its neighbour.
      expect(start?.length).toBeLessThanOrEqual(Math.ceil((before.length * 8) / 6));
      expect(end?.length).toBeLessThanOrEqual(Math.ceil((after.length * 8) / 6) + 3);
    }),
  );
});

test.each(['%', '%25', ' ', '\\', '&amp;', '&#0', '\u00ad'])(
  'a long text of %j takes no longer than its length is worth',
  (piece) => {
    const secrets = secretsOf(`+${decoded}`);
    const cost = (count: number) => {
      const text = piece.repeat(count);
      const before = process.cpuUsage();
      for (let round = 0; round < 10; round += 1) secrets.scrub(text);
      const { user } = process.cpuUsage(before);
      return user;
    };
    cost(10_000);

    // 16 times the text; its square would be 256 times the work.
    expect(cost(160_000)).toBeLessThan(64 * Math.max(cost(10_000), 1_000));
  },
);

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
