import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Headers, headersFileOf, headersOf } from '../../../collector/serve/headers-file.ts';

/** What a host sends with a path: the values of each rule that holds for it, joined where two say the same header. */
function sentWith(path: string, file: string): Record<string, string> {
  const sent: Record<string, string> = {};
  let holds = false;
  for (const line of file.split('\n').filter(Boolean)) {
    const [, name = '', value = ''] = /^ {2}([^:]+): (.*)$/.exec(line) ?? [];
    if (name === '') {
      holds = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : path === line;
    } else if (holds) {
      sent[name] = sent[name] === undefined ? value : `${sent[name]}, ${value}`;
    }
  }
  return sent;
}

const path = fc
  .array(fc.constantFrom('a', 'b', 'c.json', 'index.html', 'page.html'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => `/${parts.join('/')}`);
const headers = fc.record(
  {
    'Cache-Control': fc.constantFrom('no-cache', 'max-age=60'),
    'Content-Type': fc.constantFrom('text/html', 'text/plain'),
    'X-Own': fc.constantFrom('1', '2'),
  },
  { requiredKeys: [] },
);
/** No page beside what stands at its short name: hosts would have to choose. */
const site = fc
  .dictionary(path, headers, { maxKeys: 12 })
  .filter((files) =>
    Object.keys(files).every(
      (name) => !(`${name}.html` in files) && !(`${name}index.html` in files),
    ),
  );

test('whatever files there are: a host sends each with its own headers, and says none twice', () => {
  fc.assert(
    fc.property(site, (files) => {
      const file = headersFileOf(
        new Map(
          Object.entries(files).map(([path, headers]): [string, Headers] => [
            path,
            new Map(Object.entries(headers)),
          ]),
        ),
      );

      for (const [path, headers] of Object.entries(files)) {
        expect(sentWith(path, file)).toEqual(headers);
      }
    }),
  );
});

test('a page has its headers by its short name too, and the page of a folder at the folder', () => {
  const own = new Map([['X-Own', '1']]);
  const file = headersFileOf(
    new Map<string, Headers>([
      ['/a/index.html', own],
      ['/a/page.html', own],
      ['/a/script.js', new Map()],
    ]),
  );

  for (const path of ['/a/index.html', '/a/', '/a/page.html', '/a/page']) {
    expect(sentWith(path, file)).toEqual({ 'X-Own': '1' });
  }
  expect(sentWith('/a/script.js', file)).toEqual({});
});

test('what all files have in common is said once', () => {
  const common: Headers = new Map([['Cache-Control', 'no-cache']]);
  const file = headersFileOf(
    new Map([
      ['/a.json', common],
      ['/b/c.json', common],
    ]),
  );

  expect(file).toBe('/*\n  Cache-Control: no-cache\n');
});

test.each([
  ['a type that hosts know', '/a.json', 'application/json', false],
  ['a name that hosts do not know', '/a.webmanifest', 'application/json', true],
  ['a schema, which only looks like JSON', '/a.json', 'application/schema+json', true],
  ['an encoding that nobody expects', '/a.txt', 'text/plain; charset=euc-kr', true],
])('the type is said of %s: %s as %s, %s', (_, path, contentType, isSaid) => {
  const said = headersOf(path, { contentType, cacheControl: 'no-cache', headers: { 'X-Own': 1 } });

  expect(said.get('Content-Type')).toBe(isSaid ? contentType : undefined);
  expect(said.get('Cache-Control')).toBe('no-cache');
  expect(said.get('X-Own')).toBe('1');
});
