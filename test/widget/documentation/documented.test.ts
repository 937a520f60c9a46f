import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { Package } from 'custom-elements-manifest';
import { describe, expect, test } from 'vitest';
import { NalssiBoard } from '../../../widget/board/index.ts';
import {
  boardOf,
  makeManifest,
  manifestText,
  tickerOf,
} from '../../../widget/documentation/manifest.ts';
import { withTables } from '../../../widget/documentation/tables.ts';
import { NalssiTicker } from '../../../widget/index.ts';

// What is written for developers says what the element has. `documented.browser.test.ts` looks at
// what only an element on a page shows.

const widget = join(import.meta.dirname, '../../../widget');
const read = (path: string) => readFileSync(join(widget, path), 'utf8');
const manifest: Package = JSON.parse(read('custom-elements.json'));
const ticker = tickerOf(manifest);
const board = boardOf(manifest);
const names = (entries: readonly { name: string }[] = []) => entries.map(({ name }) => name).sort();

describe('custom-elements.json', () => {
  test('is what the sources say; npm run docs writes it', () => {
    expect(read('custom-elements.json')).toBe(manifestText(makeManifest()));
  });

  test('keeps to the schema of manifests', () => {
    const schema = createRequire(import.meta.url)('custom-elements-manifest');
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    validate(manifest);
    expect(validate.errors).toBeNull();
  });

  test('is where the package says, and names modules of the package', () => {
    expect(JSON.parse(read('package.json')).customElements).toBe('custom-elements.json');
    for (const { path } of manifest.modules) {
      expect(() => read(path.replace(/\.js$/, '.ts'))).not.toThrow();
    }
  });

  test.each([
    ['ticker', ticker, NalssiTicker],
    ['board', board, NalssiBoard],
  ] as const)('has every attribute that the %s observes, and no other', (_, described, element) => {
    expect(names(described.attributes)).toEqual([...element.observedAttributes].sort());
  });

  test('has every public member of the class, and no other', () => {
    const lit = Object.getPrototypeOf(NalssiTicker.prototype);
    // What the browser alone calls is nobody's to know; the other reactions are Lit's as well.
    const own = Object.getOwnPropertyNames(NalssiTicker.prototype).filter(
      (name) => !(name in lit) && name !== 'adoptedCallback',
    );
    const documented = names(ticker.members);
    expect(documented.filter((name) => !NalssiTicker.elementProperties.has(name))).toEqual(
      own.filter((name) => !NalssiTicker.elementProperties.has(name)).sort(),
    );
    expect(documented).toEqual(expect.arrayContaining([...NalssiTicker.elementProperties.keys()]));
  });

  test('has every event, with its class, and no other', () => {
    const files = readdirSync(join(widget, 'events')).filter((file) => file.endsWith('.ts'));
    const classes = files.map((file) => read(`events/${file}`));
    const made = classes.map((text) => ({
      name: text.match(/super\('([^']+)'/)?.[1] ?? '',
      type: { text: text.match(/export class (\w+)/)?.[1] },
    }));
    const described = (ticker.events ?? []).map(({ name, type }) => ({ name, type }));
    expect(described).toHaveLength(made.length);
    expect(described).toEqual(expect.arrayContaining(made));
  });

  test.each([
    ['attribute', ticker.attributes],
    ['member', ticker.members],
    ['event', ticker.events],
    ['slot', ticker.slots],
    ['part', ticker.cssParts],
    ['custom property', ticker.cssProperties],
    ['state', ticker.cssStates],
    ['member of the board', board.members],
    ['event of the board', board.events],
    ['slot of the board', board.slots],
    ['part of the board', board.cssParts],
    ['custom property of the board', board.cssProperties],
  ] as const)('says of every %s what it is', (_, entries) => {
    expect(entries?.length).toBeGreaterThan(0);
    for (const { name, description } of entries ?? []) expect(description, name).toBeTruthy();
  });
});

test('no event is made but those of the folder events', () => {
  const others = readdirSync(widget, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^(ticker|more|feed|motion|embed)[\\/].*\.ts$/.test(path))
    .filter((path) => /new (Custom)?Event\(|extends (Custom)?Event\b/.test(read(path)));
  expect(others).toEqual([]);
});

test('the tables of the README are those of the manifest; npm run docs writes them', () => {
  // The formatter pads cells.
  const bare = (text: string) => text.replace(/ +\|/g, ' |').replace(/-{3,}/g, '---');
  const readme = read('README.md');
  expect(bare(withTables(readme, manifest))).toBe(bare(readme));
});
