import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HostFile, page as pageOf } from '../embed/host-server.ts';
import { Visitor } from '../embed/visitor.ts';
import {
  boardFileOf,
  boardPlacesFile,
  boardStationsFileOf,
  boardWarningsFile,
  historyFileOf,
} from './board-files.ts';

// The built board in pages that trust it and have changed the ground under it, or show what visitors
// wrote: nothing complains, nobody else is asked, and the country is there.

const tags =
  '<script type="module" src="ORIGIN/w/1/nalssi-board.js"></script><nalssi-board feed="ORIGIN/feed/"><a href="/weather">전국 날씨</a></nalssi-board>';

const named = (names: string) =>
  names
    .split(' ')
    .map((name) => `<img name="${name}" alt="">`)
    .join('');

const pages: Readonly<Record<string, HostFile>> = {
  'where every object has more than its own': pageOf(
    `<script>Object.assign(Object.prototype, { attribute: 'onclick', region: 'KR-30', stations: '108', feed: 'x', url: 'x', signal: 'x', root: 'x', value: 'x', get: 'x', set: 'x', once: 'x' });</script>${tags}`,
  ),
  'with Prototype.js’s toJSON, reduce and entries': pageOf(
    `<script>
Array.prototype.toJSON = function () { return '[]'; };
String.prototype.toJSON = function () { return '"' + this + '"'; };
Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
Array.prototype.entries = function () { return this.slice(); };
Array.from = function (list) { return [].slice.call(list); };
</script>${tags}`,
  ),
  'with MooTools’ remove, append and clone': pageOf(
    `<script>
Element.prototype.remove = function () { return this.parentNode.removeChild(this); };
Element.prototype.clone = function () { return this; };
Array.prototype.append = function () { return this; };
Function.prototype.extend = function () {};
</script>${tags}`,
  ),
  'with images of the names of what the document makes nodes by': pageOf(
    named('createElement createComment createTextNode createTreeWalker importNode') + tags,
  ),
  'with images of the names baseURI, documentElement, body and hidden': pageOf(
    named('baseURI documentElement scripts body hidden currentScript adoptedStyleSheets') + tags,
  ),
  'with links of the names of what Lit keeps on the page': pageOf(
    [
      'litPropertyMetadata',
      'reactiveElementPolyfillSupport',
      'reactiveElementVersions',
      'litHtmlVersions',
      'litElementVersions',
      'litHtmlPolyfillSupport',
      'litElementHydrateSupport',
      'trustedTypes',
    ]
      .map((id) => `<a id="${id}"></a>`)
      .join('') + tags,
  ),
  'under a policy that allows its script and its feed alone': pageOf(tags, {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; img-src data:",
  }),
  'under Trusted Types that allow the policy of Lit': pageOf(tags, {
    'Content-Security-Policy': "require-trusted-types-for 'script'; trusted-types lit-html",
  }),
  'in a sandbox without an origin': pageOf(tags, {
    'Content-Security-Policy': 'sandbox allow-scripts',
  }),
  'that has frozen the prototypes': pageOf(
    `<script>for (const each of [Object, Array, String, Function, Promise, Map, Set, Element, Node]) Object.freeze(each.prototype);</script>${tags}`,
  ),
  'with the base of another site': pageOf(`<base href="https://stranger.invalid/">${tags}`),
};

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.start({});
  const files: Readonly<Record<string, object>> = {
    'boards/KR.json': boardFileOf('KR'),
    'boards/KR.stations.json': boardStationsFileOf('KR'),
    'history/KR.json': historyFileOf('KR'),
    'places.json': boardPlacesFile(),
    'warnings.json': boardWarningsFile(),
  };
  for (const [path, file] of Object.entries(files)) {
    await visitor.host.add(`/feed/${path}`, {
      // Its times are those of a morning, whenever that was.
      content: JSON.stringify({ ...file, mode: 'replay' }),
      contentType: 'application/json',
      headers: { 'Access-Control-Allow-Origin': '*' },
    });
  }
  for (const [index, page] of Object.values(pages).entries()) {
    const content = page.content.replaceAll('ORIGIN', visitor.host.origin);
    await visitor.host.add(`/p${index}`, { ...page, content });
  }
});
afterAll(() => visitor[Symbol.asyncDispose]());

describe('a board shows the country, and nothing complains, in a page', () => {
  test.each(Object.keys(pages).map((name, index) => [name, index] as const))(
    '%s',
    async (_, index) => {
      const { page, errors } = await visitor.visit();
      const strangers: string[] = [];
      page.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol !== 'data:' && origin !== visitor.host.origin) strangers.push(request.url());
      });
      await page.goto(`${visitor.host.origin}/p${index}`);
      // Not by locators, which some of these pages disturb as well.
      const rows = () =>
        page.evaluate(
          () =>
            document
              .getElementsByTagName('nalssi-board')[0]
              ?.shadowRoot?.querySelectorAll('[part~=table] [role=row]').length ?? 0,
        );
      await expect.poll(rows).toBeGreaterThan(97);

      expect(errors).toEqual([]);
      expect(strangers).toEqual([]);
      await page.close();
    },
  );
});
