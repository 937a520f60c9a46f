import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { clearPage, mount, parts, TestFeed } from '../page.ts';

// What frameworks assign: React 19 and Vue set properties, with whatever a page has in its variables.

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

const textOf = { toString: () => '/{station}' };

test.each<[string, unknown, string]>([
  ['region', null, ''],
  ['region', undefined, ''],
  ['region', 44, '44'],
  ['region', ['KR-44', 'KR-30'], 'KR-44,KR-30'],
  ['stations', 232, '232'],
  ['stations', ['108', '112'], '108,112'],
  ['stations', null, ''],
  ['place', undefined, ''],
  ['fields', ['name', 'wind'], 'name,wind'],
  ['href', textOf, '/{station}'],
  ['theme', 1, '1'],
  ['unit', false, 'false'],
  ['label', null, ''],
])('%s = %j is %j, and the stations are there', async (name, given, meant) => {
  const ticker = await mount(new TestFeed());
  Reflect.set(ticker, name, given);
  await ticker.refresh();

  expect(Reflect.get(ticker, name)).toBe(meant);
  expect(parts(ticker, 'name').length).toBeGreaterThan(0);
});

test('a feed that is a URL is read, and flags that are not there are off', async () => {
  const ticker = document.createElement('nalssi-ticker');
  Object.assign(ticker, { feed: new URL(new TestFeed().base, location.href), controls: undefined });
  document.body.append(ticker);
  await ticker.refresh();

  expect(parts(ticker, 'name').length).toBeGreaterThan(90);
  expect(ticker.controls).toBe(false);
});

test('of more letters than anybody writes the rest is left out', async () => {
  const ticker = await mount(new TestFeed(), { stations: '108 '.repeat(200_000) });

  expect(ticker.stations).toHaveLength(10_000);
  expect(parts(ticker, 'name')).toHaveLength(1);
});

test('what was assigned before the element was one counts', async () => {
  const early = document.createElement('div');
  early.innerHTML = '<nalssi-ticker stations="108"></nalssi-ticker>';
  const ticker = early.querySelector('nalssi-ticker');

  expect(ticker?.stations).toBe('108');
  expect(ticker?.speed).toBe(30);
});
