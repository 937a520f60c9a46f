import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changedPages } from '../widget/embed/changed-pages.ts';
import { type HostFile, HostServer } from '../widget/embed/host-server.ts';
import { pageScripts } from '../widget/embed/page-parts.ts';
import { written } from '../widget/embed/written-by-visitors.ts';
import { firefox } from './firefox.ts';
import { inEachBrowser } from './in-each-browser.ts';
import { Stranger } from './stranger.ts';
import { webkit } from './webkit.ts';

// The pages of `test/widget/embed/hostile-pages.test.ts`, which Chromium visits there, in the other engines.

let host: HostServer;
let stranger: Stranger;

beforeAll(async () => {
  stranger = await Stranger.start();
  host = await HostServer.start(pageScripts());
  for (const [index, { page }] of written.entries()) await add(`/written-${index}`, page);
  for (const [index, page] of Object.values(changedPages).entries()) {
    await add(`/changed-${index}`, page);
  }
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await stranger[Symbol.asyncDispose]();
});

/** Puts a page at a path, which says what goes wrong on it, with a stranger that can be reached. */
async function add(path: string, page: HostFile): Promise<void> {
  const content = page.content
    .replace('<body>', '<body><script src="/watch.js"></script>')
    .replaceAll('ORIGIN', host.origin)
    .replaceAll('stranger.invalid', stranger.host);
  await host.add(path, { ...page, content });
}

// Run in the page, which may have changed what lists and texts become on their way here: each gives one text.

const namesShown = () => {
  let names = '';
  for (const { shadowRoot } of document.getElementsByTagName('nalssi-ticker')) {
    names += ` ${shadowRoot?.querySelectorAll('[part~=name]').length}`;
  }
  return names.trim();
};
const wrong = () => {
  const { hacked, faults } = window as unknown as { hacked: number; faults: string[] };
  return `${hacked ? 'something was run ' : ''}${faults.join(' ')}`;
};
const clickEverything = () => {
  addEventListener('click', (event) => event.preventDefault());
  for (const each of document.querySelectorAll<HTMLElement>('main > *')) each.click();
};
const attributesTaken = () =>
  document.querySelector('main nalssi-ticker')?.getAttributeNames().sort().join(' ') ?? 'no ticker';
const foreignLinks = () =>
  [...(document.querySelector('main nalssi-ticker')?.shadowRoot?.querySelectorAll('a') ?? [])]
    .filter((link) => link.part.contains('link') && new URL(link.href).origin !== origin)
    .map(({ href }) => href)
    .join(' ');

inEachBrowser(
  (driver) => {
    describe('what a visitor wrote into a page does nothing:', () => {
      test.each(written.map(({ name, attributes }, index) => [name, attributes, index] as const))(
        '%s',
        async (_, attributes, index) => {
          await driver.open(`${host.origin}/written-${index}`);
          if (attributes !== null) {
            await expect.poll(() => driver.evaluate(namesShown)).toMatch(/^[1-9]/);
          }
          await driver.evaluate(clickEverything);

          const taken = attributes?.toSorted().join(' ') ?? 'no ticker';
          expect(await driver.evaluate(attributesTaken)).toBe(taken);
          expect(await driver.evaluate(foreignLinks)).toBe('');
          expect(await driver.evaluate(wrong)).toBe('');
          expect(stranger.asked).toEqual([]);
        },
      );
    });

    describe('a ticker shows the country, and nothing complains, in a page', () => {
      test.each(
        Object.entries(changedPages).map(([name, page], index) => [name, page, index] as const),
      )('%s', async (_, { content }, index) => {
        await driver.open(`${host.origin}/changed-${index}`);
        const tickers = content.includes('</nalssi-ticker><a') ? '97 97' : '97';

        await expect.poll(() => driver.evaluate(namesShown)).toBe(tickers);
        expect(await driver.evaluate(wrong)).toBe('');
        expect(stranger.asked).toEqual([]);
      });
    });
  },
  [firefox, webkit],
);
