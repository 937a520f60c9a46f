import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../widget/feed/ticker-snapshot.ts';
import { linkOf, originOf } from '../../../widget/more/link-template.ts';

// An x in the host: what stands for any value must not be a letter that a host can have.
const site = 'https://example.com';
const page = `${site}/news/today`;
const xs = 'https://xn--3x-xx.example.com';

function observation(values: { station?: string; region?: string; name?: string } = {}) {
  const { station = '108', region = 'KR-11', name = 'x' } = values;
  return { station, region, name: { ko: name, en: name } } as Observation;
}

describe('the origin of a template', () => {
  test.each([
    ['/weather/{station}', site],
    ['?station={station}#{name}', site],
    [`${xs}/{region}/{station}`, xs],
    ['  //example.com/{station}\n', site],
  ])('%j is %s', (template, origin) => {
    expect(originOf(template, page)).toBe(origin);
  });

  test.each([
    'https://e{station}ample.com/a',
    'https://e{region}ample.com/a',
    'https://e{name}ample.com/a',
    'https://e{nothing}xample.com/a',
    '//e{station}ample.com',
    '/\\e{station}ample.com/',
    'https://{name}n--3x-xx.example.com/',
    'https://example.com:{station}/',
    'https://example.com{station}',
    'https://{name}@example.com/',
    'https://me:{name}@example.com/',
  ])('is none for %s, where a name stands before the path', (template) => {
    expect(originOf(template, page)).toBeNull();
    expect(linkOf(template, observation(), page)).toBeNull();
  });

  test.each(['\u00a0', '\ufeff', '\u2003', '\u3000'])(
    'is that of the host, also after a space that only JavaScript takes away: %j',
    (space) => {
      expect(originOf(`${space}//stranger.invalid/{station}`, page)).toBe(
        'https://stranger.invalid',
      );
    },
  );
});

describe('a template', () => {
  test('of 2000 characters leads somewhere, a longer one nowhere', () => {
    const long = `/${'a'.repeat(1999)}`;
    expect(originOf(long, page)).toBe(site);
    expect(linkOf(long, observation(), page)).toBe(site + long);
    expect(originOf(`${long}a`, page)).toBeNull();
    expect(linkOf(`${long}a`, observation(), page)).toBeNull();
  });

  test('whose names make it longer than that leads nowhere', () => {
    const long = '/{name}'.repeat(280);
    expect(linkOf(long, observation(), page)).not.toBeNull();
    expect(linkOf(long, observation({ name: '서울' }), page)).toBeNull();
  });

  test.each(['/..//evil.test', '/%2e//evil.test', '/a/%2E%2e//evil.test', './/../..//evil.test'])(
    'whose path begins with another site leads nowhere: %s',
    (template) => {
      expect(originOf(template, page)).toBeNull();
      expect(linkOf(template, observation(), page)).toBeNull();
    },
  );
});

describe('a link', () => {
  test('has no folder above in it, whichever name has dots', () => {
    for (const key of ['station', 'region', 'name']) {
      for (const dots of ['.', '..']) {
        for (const template of [`/a/b/{${key}}/c`, `/a/b/{${key}}`, `{${key}}/c`]) {
          expect(linkOf(template, observation({ [key]: dots }), page)).toBeNull();
        }
      }
    }
  });

  test('takes no folder above from a value and the dots beside it', () => {
    expect(linkOf('/a/b/.{region}/c', observation({ region: '.' }), page)).toBeNull();
    expect(linkOf('/a/b/.{region}./c', observation({ region: '' }), page)).toBeNull();
    expect(linkOf('/a/b/%2e{region}/c', observation({ region: '.' }), page)).toBeNull();
  });

  test('has an escaped dot of a value escaped once more', () => {
    expect(linkOf('/a/{region}/c', observation({ region: '%2e%2E' }), page)).toBe(
      `${site}/a/%252e%252E/c`,
    );
  });

  test('keeps a value with dots in it that is not made of them', () => {
    expect(linkOf('/a/{name}?q={name}', observation({ name: 'St. 1' }), page)).toBe(
      `${site}/a/St.%201?q=St.%201`,
    );
  });

  test('of any template and any values leads to the origin the template has as it is written', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{station}',
        '{region}',
        '{name}',
        '{foo}',
        '/',
        '//',
        '\\',
        '..',
        '.',
        '%2e',
      ),
      fc.constantFrom(
        'https:',
        'http:',
        'e',
        'xample.com',
        '@',
        ':',
        '?',
        '#',
        ' ',
        '\u00a0',
        '\t',
      ),
      fc.string({ maxLength: 3 }),
    );
    const template = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    const value = fc.oneof(
      fc.constantFrom('', 'x', '.', '..', '%2e', '/', '//evil.test', 'https', ':', '@', '\\'),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(template, value, value, value, (written, station, region, name) => {
        const link = linkOf(written, observation({ station, region, name }), page);
        if (link === null) return;
        expect(new URL(link).origin).toBe(originOf(written, page));
      }),
      { numRuns: 5000 },
    );
  });
});
