import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { changedPages } from './changed-pages.ts';
import { page as pageOf } from './host-server.ts';
import { attack, classicTag, element, moduleTag, pageScripts, stranger } from './page-parts.ts';
import { type Visit, Visitor } from './visitor.ts';
import { written } from './written-by-visitors.ts';

// Pages that trust the ticker and not all that is written into them, and pages that pull the ground
// away.

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.start(pageScripts());
  for (const [index, { page }] of written.entries()) await visitor.host.add(`/w${index}`, page);
  for (const [index, page] of Object.values(changedPages).entries()) {
    const content = page.content.replaceAll('ORIGIN', visitor.host.origin);
    await visitor.host.add(`/p${index}`, { ...page, content });
  }
});
afterEach(() => visitor.leave());
afterAll(() => visitor[Symbol.asyncDispose]());

/** A page that has not gone anywhere yet, and the strangers it asks. */
async function watched(): Promise<Visit & { readonly strangers: string[] }> {
  const visit = await visitor.visit();
  const strangers: string[] = [];
  visit.page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== visitor.host.origin) strangers.push(request.url());
  });
  return { ...visit, strangers };
}

describe('what a visitor wrote into a page does nothing:', () => {
  test.each(written.map((each, index) => [each.name, each.attributes, index] as const))(
    '%s',
    async (_, attributes, index) => {
      const { page, strangers, errors } = await watched();
      await page.goto(`${visitor.host.origin}/w${index}`);
      if (attributes === null) await page.waitForLoadState('networkidle');
      else await page.locator('nalssi-ticker [part~=name]').first().waitFor();
      // Whatever listens for a click has had one, on all that can be clicked.
      await page.evaluate(() => {
        addEventListener('click', (event) => event.preventDefault());
        for (const ticker of document.querySelectorAll<HTMLElement>('main > *')) ticker.click();
      });
      const found = await page.evaluate(() => {
        const ticker = document.querySelector('main nalssi-ticker');
        const links = [...(ticker?.shadowRoot?.querySelectorAll('a[part=link]') ?? [])];
        return {
          attributes: ticker?.getAttributeNames() ?? null,
          hacked: 'hacked' in window && Boolean(window.hacked),
          foreign: links.filter(
            (link) => new URL((link as HTMLAnchorElement).href).origin !== origin,
          ).length,
        };
      });

      expect(found.attributes?.toSorted() ?? null).toEqual(attributes?.toSorted() ?? null);
      expect(found).toMatchObject({ hacked: false, foreign: 0 });
      expect(strangers).toEqual([]);
      expect(errors).toEqual([]);
    },
  );
});

describe('a ticker shows the country, and nothing complains, in a page', () => {
  test.each(Object.keys(changedPages).map((name, index) => [name, index] as const))(
    '%s',
    async (name, index) => {
      const { page, strangers, errors } = await watched();
      await page.goto(`${visitor.host.origin}/p${index}`);
      // Not by locators, which some of these pages disturb as well.
      const shown = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('nalssi-ticker')].map(
            ({ shadowRoot }) => shadowRoot?.querySelectorAll('.moving [part=name]').length,
          ),
        );
      const tickers = changedPages[name]?.content.includes('</nalssi-ticker><a') ? [97, 97] : [97];
      await expect.poll(shown).toEqual(tickers);

      expect(errors).toEqual([]);
      expect(strangers).toEqual([]);
    },
  );
});

describe('a link takes the feed and leads to the site that the script tag allows,', () => {
  test.each([
    ['of a module', moduleTag],
    ['of a classic script', classicTag],
    ['of one of two scripts', (more: string) => moduleTag() + classicTag(more)],
  ])('%s', async (_, tag) => {
    const other = visitor.host.otherOrigin;
    const link = `<a class="nalssi-ticker" data-feed="${other}/v1/" data-href="${other}/{station}" data-stations="108">날씨</a>`;
    await visitor.host.add('/allowed', pageOf(tag(` data-allow="${stranger} ${other}"`) + link));
    const { page } = await visitor.open('/allowed');
    const ticker = page.locator('nalssi-ticker');

    expect(await ticker.getAttribute('feed')).toBe(`${other}/v1/`);
    expect(await ticker.locator('a[part=link]').getAttribute('href')).toBe(`${other}/108`);
  });
});

test('of links that somebody wrote ten at most become tickers before a reader comes to them', async () => {
  const far = '<p style="height: 5000px"></p>';
  await visitor.host.add('/far', pageOf(moduleTag() + far + attack('').repeat(30)));
  const { page, errors } = await visitor.open('/far');

  expect(await page.locator('nalssi-ticker').count()).toBe(10);
  expect(errors).toEqual([]);
});

test('each ticker of a page shows what is new in a task of its own', async () => {
  await visitor.host.add('/several', pageOf(moduleTag() + attack('').repeat(8)));
  const { page, errors } = await visitor.open('/several');
  const file = recordedTickerFile();
  const observations = file.observations.map((row) => ({ ...row, temperature: 20 }));
  await visitor.host.publish({ ...file, observations, sequence: file.sequence + 1 });
  const together = await page.evaluate(async () => {
    const tickers = [...document.querySelectorAll('nalssi-ticker')];
    let inTask = 0;
    let most = 0;
    const told = tickers.map(
      (ticker) =>
        new Promise((resolve) => {
          ticker.addEventListener('nalssi-update', resolve);
          const shown = new MutationObserver(() => {
            shown.disconnect();
            // Comes before every task that waits already, and after the one that runs.
            if (inTask === 0) {
              const end = () => {
                inTask = 0;
              };
              void scheduler.postTask(end, { priority: 'user-blocking' });
            }
            inTask += 1;
            most = Math.max(most, inTask);
          });
          if (ticker.shadowRoot !== null) {
            shown.observe(ticker.shadowRoot, { subtree: true, characterData: true });
          }
        }),
    );
    await Promise.all(tickers.map((ticker) => ticker.refresh()));
    await Promise.all(told);
    return most;
  });
  await visitor.host.publish(file);

  expect(together).toBe(1);
  expect(errors).toEqual([]);
});

test('of a thousand links that somebody wrote, those become tickers that a reader can see', async () => {
  const later = '<p style="height: 5000px"></p><a class="nalssi-ticker" id="own" href="/">날씨</a>';
  await visitor.host.add('/thousand', pageOf(moduleTag() + attack('').repeat(1000) + later));
  const { page, errors } = await visitor.open('/thousand');
  const links = page.locator('body > a.nalssi-ticker');
  expect(await links.count()).toBeGreaterThan(900);

  await page.locator('#own').scrollIntoViewIfNeeded();
  await page.locator('nalssi-ticker > #own').waitFor({ state: 'attached' });

  expect(await links.count()).toBeGreaterThan(800);
  expect(errors).toEqual([]);
});

describe('a page that adds links later is not disturbed by', () => {
  test.each(['matches', 'querySelectorAll', 'isConnected'])(
    'a form with a field of the name %s',
    async (name) => {
      await visitor.host.add('/form', pageOf(moduleTag() + attack('')));
      const { page, errors } = await visitor.open('/form');
      await page.evaluate((field) => {
        const link = '<a class="nalssi-ticker">날씨</a>';
        document.body.insertAdjacentHTML(
          'beforeend',
          `<form><input name="${field}">${link}</form><div>${link}</div>`,
        );
      }, name);
      // Not by locators, which a field of the name `matches` disturbs as well.
      await page.waitForFunction(
        () => document.querySelectorAll(':is(form, div) > nalssi-ticker').length === 2,
      );

      expect(errors).toEqual([]);
    },
  );
});

test('links stay links where the name of the element is somebody else’s', async () => {
  const theirs = `<script>customElements.define('nalssi-ticker', class extends HTMLElement {});</script>`;
  await visitor.host.add('/theirs', pageOf(theirs + moduleTag() + attack('')));
  const { page, errors } = await visitor.visit();
  await page.goto(`${visitor.host.origin}/theirs`);
  await page.waitForLoadState('networkidle');

  expect(await page.locator('body > a.nalssi-ticker').count()).toBe(1);
  expect(errors).toEqual([]);
});

describe('a ticker and a link to be one show the country in a page with', () => {
  test.each([
    ...['createElement', 'createElementNS', 'querySelector', 'querySelectorAll', 'readyState'],
    ...['addEventListener', 'removeEventListener', 'documentElement', 'hidden', 'timeline'],
  ])('an image and a form of the name %s', async (name) => {
    const taken = `<img name="${name}" alt=""><form name="${name}"><input name="getAttribute"></form>`;
    await visitor.host.add('/taken', pageOf(taken + moduleTag() + element + attack('')));
    const { page, errors } = await visitor.visit();
    await page.goto(`${visitor.host.origin}/taken`);
    // Not by locators, which look for the document's methods under their names as well.
    await page.waitForFunction(() => {
      const tickers = Document.prototype.querySelectorAll.call(document, 'nalssi-ticker');
      const counts = [...tickers].map(
        ({ shadowRoot }) => shadowRoot?.querySelectorAll('[part~=name]').length,
      );
      return counts[0] === 97 && counts[1] === 1;
    });

    expect(errors).toEqual([]);
  });
});
