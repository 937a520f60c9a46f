import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SiteStudio, sitePageNames, siteWidths } from '../visual/site-pages.ts';

// The configurator and the news pages as readers meet them, with the sample day.

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page of tables has no landmarks, as such pages have none: the weather must do without. */
const ofTables = ['region', 'landmark-one-main'];

type Shown = Awaited<ReturnType<SiteStudio['show']>>;

let studio: SiteStudio;

beforeAll(async () => {
  studio = await SiteStudio.open({ isStill: false });
}, 300_000);

afterAll(() => studio?.[Symbol.asyncDispose]());

/** How far a page can be scrolled sideways, in CSS px. */
function scrollsBy(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** What axe finds, as `rule: the elements`. */
async function violationsOn(page: Page, without: readonly string[]): Promise<string[]> {
  return page.evaluate(async (left) => {
    interface Found {
      violations: { id: string; nodes: { html: string; target: unknown }[] }[];
    }
    const { axe } = window as unknown as {
      axe: { run(where: Document, options: object): Promise<Found> };
    };
    const { violations } = await axe.run(document, {
      rules: Object.fromEntries(left.map((rule) => [rule, { enabled: false }])),
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
  }, without);
}

const views = sitePageNames.flatMap((name) => siteWidths.map((width) => [name, width] as const));

describe.each(views)('%s, %d px', (name, width) => {
  let shown: Shown;

  beforeAll(async () => {
    shown = await studio.show(name, { width });
  });

  afterAll(() => shown?.context.close());

  test('has nothing wrong in its console, and fits into the window', async () => {
    expect(shown.errors).toEqual([]);
    expect(await scrollsBy(shown.page)).toBe(0);
  });

  test('says that it is sample data', async () => {
    const said = await shown.page.evaluate(() => {
      const roots = [...document.querySelectorAll('nalssi-ticker, nalssi-board')].map(
        ({ shadowRoot }) => shadowRoot?.textContent ?? '',
      );
      const own = document.body.textContent;
      return roots.length === 0 ? [own] : roots;
    });

    for (const text of said) expect(text).toMatch(/예시 자료|Sample data/);
  });

  test.each(['light', 'dark'] as const)('gives axe nothing to find, %s', async (colorScheme) => {
    const { page, context } = shown;
    await page.emulateMedia({ colorScheme });
    // Its own policy lets no script in by a tag.
    const session = await context.newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: axe });

    expect(await violationsOn(page, name === 'siheung' ? ofTables : [])).toEqual([]);
  });
});

describe('the configurator', () => {
  test('finds a place by its first consonants, by keyboard alone', async () => {
    const { page, context } = await studio.show('configurator', { width: 1280 });
    await page.getByRole('combobox', { name: '찾기' }).pressSequentially('ㅅㅎㅅ');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    const code = await page.locator('.code code').textContent();
    const address = page.url();
    await context.close();

    expect(code).toContain('<nalssi-ticker place="시흥시">');
    expect(address).toContain('place=41390');
  });

  describe('at a desk', () => {
    let shown: Shown;

    beforeAll(async () => {
      shown = await studio.show('configurator', { width: 1280 });
    });

    afterAll(() => shown?.context.close());

    test.each([
      ['cheonan', '천안시'],
      ['이리시', '익산시'],
      ['서울 중구', '서울 중구'],
      ['충청남도', '충청남도'],
    ])('finds %s', async (typed, found) => {
      await shown.page.getByRole('combobox', { name: '찾기' }).fill(typed);

      await expect
        .poll(() => shown.page.getByRole('option').first().textContent())
        .toContain(found);
    });

    test('copies what it shows, and says so, while a search is open', async () => {
      const { page, context } = shown;
      await page.getByRole('combobox', { name: '찾기' }).fill('천안');
      await page.getByRole('option').first().waitFor();
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByRole('button', { name: '복사' }).click();
      await page.getByRole('status').filter({ hasText: '복사했습니다' }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());

      expect(copied).toBe(await page.locator('.code code').textContent());
      expect(copied).toContain('<nalssi-ticker region="충남">');
    });

    test('has the frozen address with its hash when it is asked for', async () => {
      await shown.page.getByText('이 판에 고정').click();

      expect(await shown.page.locator('.code code').textContent()).toMatch(
        /\/w\/\d+\.\d+\.\d+\/nalssi\.js"\s+integrity="sha384-[\w+/=]+" crossorigin="anonymous"/,
      );
    });
  });

  describe('by keyboard alone', () => {
    const lines = (page: Page) => page.locator('.code code').textContent();

    test('takes stations in an order that can be changed, and gives them back by its address', async () => {
      const { page, context } = await studio.show('configurator', { width: 1280 });
      await page.getByRole('radio', { name: '시·도, 시·군·구' }).focus();
      await page.keyboard.press('ArrowRight');
      const field = page.getByRole('combobox', { name: '관측소 찾기' });
      await field.focus();
      for (const typed of ['ㅅㅅ', '천안', '159']) {
        await page.keyboard.type(typed);
        await page.getByRole('option').first().waitFor();
        await page.keyboard.press('Enter');
      }
      expect(await lines(page)).toContain('<nalssi-ticker stations="129 232 159">');

      await page.getByRole('button', { name: '부산 앞으로' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      expect(await lines(page)).toContain('stations="159 129 232"');
      // At the top there is no further, so the focus is on the way back.
      const held = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      expect(await held()).toBe('부산 뒤로');

      await page.getByRole('button', { name: '천안 빼기' }).focus();
      await page.keyboard.press('Enter');
      expect(await lines(page)).toContain('stations="159 129"');
      expect(await held()).toBe('서산 빼기');

      const address = new URL(page.url());
      expect(address.searchParams.get('stations')).toBe('159 129');
      await page.reload();
      expect(await lines(page)).toContain('stations="159 129"');
      const shown = page.locator('.preview iframe').contentFrame().locator('[part~=name]');
      await shown.nth(1).waitFor();
      expect(await shown.allTextContents()).toEqual(['부산', '서산']);
      await context.close();
    });

    test('has the unit of the board, which the preview shows', async () => {
      const { page, context } = await studio.show('configurator-board', { width: 1280 });
      await page.getByRole('combobox', { name: 'Unit' }).selectOption('f');
      const board = page.locator('.preview iframe').contentFrame().locator('nalssi-board');
      await board.getByText('℉').first().waitFor();

      expect(await lines(page)).toContain('<nalssi-board place="시흥시" unit="f">');
      expect(new URL(page.url()).searchParams.get('unit')).toBe('f');
      await context.close();
    });
  });

  test('shows on a phone what was chosen, and not the page around it alone', async () => {
    const { page, context } = await studio.show('configurator-board', { width: 390 });
    const stage = await page.locator('.stage').boundingBox();
    const board = await page
      .locator('.preview iframe')
      .contentFrame()
      .locator('nalssi-board [part~=map]')
      .boundingBox();
    await context.close();

    expect(board?.y).toBeLessThan((stage?.y ?? 0) + (stage?.height ?? 0) - 200);
  });
});
