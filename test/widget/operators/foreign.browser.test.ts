import axe from 'axe-core';
import { afterEach, describe, expect, test } from 'vitest';
import { page as browserPage } from 'vitest/browser';
import { healthyFeed } from './fixtures.ts';
import { clearPage, open, TestFeed, textOf } from './page.ts';

afterEach(clearPage);

/** The same files, from another server. */
function foreignFeed(origin = 'https://other.example'): TestFeed {
  const feed = new TestFeed(healthyFeed());
  return Object.assign(feed, { base: `${origin}${feed.base}` });
}

describe('a feed of another server', () => {
  test.each([
    ['ko', '다른 서버의 피드: https://other.example'],
    ['en', 'Feed of another server: https://other.example'],
  ] as const)('is named in a band, the heading and the title (%s)', async (language, band) => {
    const page = await open(foreignFeed(), '', language);

    expect(textOf(page, '.foreign-band strong')).toBe(band);
    expect(textOf(page, 'h1')).toContain('https://other.example');
    expect(document.title.startsWith(band)).toBe(true);
  });

  test('is named in the letters that the browser goes by', async () => {
    const page = await open(foreignFeed('https://\u0430pple.example'));

    expect(textOf(page, '.foreign-band strong')).toContain('https://xn--pple-43d.example');
  });

  test('stays named while the page is scrolled, above all else', async () => {
    await browserPage.viewport(800, 400);
    const page = await open(foreignFeed());
    scrollTo(0, 1_000);
    const { top, height } = page.renderRoot
      .querySelector('.foreign-band')
      ?.getBoundingClientRect() ?? { top: -1, height: 0 };

    expect(top).toBe(0);
    expect(page.shadowRoot?.elementFromPoint(400, height / 2)?.closest('.foreign-band')).not.toBe(
      null,
    );
  });

  test('has no fault that axe finds, in light and dark', async () => {
    const page = await open(foreignFeed(), '', 'en');
    for (const scheme of ['light', 'dark']) {
      page.style.colorScheme = scheme;
      const { violations } = await axe.run(document.body);

      expect(violations.map(({ id }) => id)).toEqual([]);
    }
  });
});

test("the server's own feed has no such band", async () => {
  const page = await open(new TestFeed(healthyFeed()));

  expect(page.renderRoot.querySelector('.foreign-band')).toBe(null);
  expect(document.title).toMatch(/^정상/);
});
