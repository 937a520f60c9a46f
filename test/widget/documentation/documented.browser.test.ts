import type { Package } from 'custom-elements-manifest';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commands, page } from 'vitest/browser';
import type { NalssiTicker } from '../../../widget/index.ts';
import { allMeasured, clearPage, mount, recordedFile, TestFeed } from '../page.ts';

// The manifest against elements on a page, with every switch set that the manifest knows.

const manifest: Package = JSON.parse(await commands.readFile('widget/custom-elements.json'));
const ticker = manifest.modules
  .flatMap(({ declarations = [] }) => declarations)
  .find((declaration) => 'tagName' in declaration);
if (ticker === undefined || !('attributes' in ticker)) throw new Error('no element');

const names = (entries: readonly { name: string }[] = []) => entries.map(({ name }) => name).sort();
const switches = Object.fromEntries(
  (ticker.attributes ?? [])
    .filter(({ type }) => type?.text === 'boolean')
    .map(({ name }) => [name, '']),
);

/** With all that a station may measure. */
const measured = recordedFile({}, { '108': allMeasured });

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

function elements(mounted: NalssiTicker): Element[] {
  return [...(mounted.shadowRoot?.querySelectorAll('*') ?? [])];
}

describe('a ticker with everything it can show', () => {
  const fields = 'icon condition temperature change feels-like humidity wind rain';
  const everything = () =>
    mount(new TestFeed(measured), { ...switches, fields, href: '#{station}' });

  test('has the parts of the manifest, and no other', async () => {
    const mounted = await everything();
    const parts = elements(mounted).flatMap((element) => [...element.part]);
    expect([...new Set(parts)].sort()).toEqual(names(ticker.cssParts));
  });

  test('has the slots of the manifest, and no other', async () => {
    const mounted = await everything();
    const slots = elements(mounted).filter((element) => element.localName === 'slot');
    expect(slots.map((slot) => slot.getAttribute('name') ?? '').sort()).toEqual(
      names(ticker.slots),
    );
  });

  test('takes the custom properties of the manifest, each also as its own, and no other', async () => {
    const mounted = await everything();
    const sheets = mounted.shadowRoot?.adoptedStyleSheets ?? [];
    const css = sheets
      .flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText))
      .join();
    const taken = [...new Set(css.match(/--nalssi-[\w-]+/g))];
    const own = taken.filter((name) => name.startsWith('--nalssi-ticker-')).sort();
    const family = taken.filter((name) => !own.includes(name)).sort();
    expect(family).toEqual(names(ticker.cssProperties));
    expect(own).toEqual(family.map((name) => name.replace('--nalssi-', '--nalssi-ticker-')));
  });

  test('takes or leaves the states of the manifest, and no other', async () => {
    const add = vi.spyOn(CustomStateSet.prototype, 'add');
    const leave = vi.spyOn(CustomStateSet.prototype, 'delete');
    await everything();
    const states = [...add.mock.calls, ...leave.mock.calls].map(([state]) => state);
    vi.restoreAllMocks();
    expect([...new Set(states)].sort()).toEqual(names(ticker.cssStates));
  });
});
