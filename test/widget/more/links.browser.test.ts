import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Observation } from '../../../widget/index.ts';
import {
  clearPage,
  item,
  mount,
  part,
  parts,
  recordedFile,
  segments,
  shown,
  TestFeed,
} from '../page.ts';

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

const hrefs = (ticker: Awaited<ReturnType<typeof mount>>) =>
  parts(ticker, 'link').map((link) => link.getAttribute('href'));

describe('links', () => {
  test('lead where the template says', async () => {
    const ticker = await mount(new TestFeed(), {
      href: 'https://news.example.com/{region}/{station}?n={name}',
      stations: '108 184',
    });
    expect(hrefs(ticker)).toEqual([
      'https://news.example.com/KR-11/108?n=%EC%84%9C%EC%9A%B8',
      'https://news.example.com/KR-49/184?n=%EC%A0%9C%EC%A3%BC',
    ]);
    expect(shown(item(ticker, '108'))).toContain('서울');
  });

  test('to a path stay at the origin of the page', async () => {
    const ticker = await mount(new TestFeed(), { href: '/weather/{station}', stations: '108' });
    expect(hrefs(ticker)).toEqual([`${location.origin}/weather/108`]);
  });

  test.each(['javascript:alert({station})', 'data:text/html,{name}', 'https://[/'])(
    'are none for %s',
    async (href) => {
      const ticker = await mount(new TestFeed(), { href, stations: '108' });
      expect(hrefs(ticker)).toEqual([]);
    },
  );

  test('take no address from the feed', async () => {
    const name = { ko: '//evil.example/x', en: 'Seoul' };
    const ticker = await mount(new TestFeed(recordedFile({}, { 108: { name } })), {
      href: '{name}',
      stations: '108',
    });
    expect(hrefs(ticker).map((href) => new URL(href ?? '').origin)).toEqual([location.origin]);
  });

  test('open where the page says, that of the attribution too', async () => {
    const ticker = await mount(new TestFeed(), { href: '#{station}', target: '_blank' });
    const links = () => [part(ticker, 'link'), part(ticker, 'attribution')];
    const targets = () =>
      links().map((link) => [link.getAttribute('target'), link.getAttribute('rel')]);
    const before = targets();
    ticker.target = '';
    await ticker.updateComplete;

    expect(before).toEqual([
      ['_blank', 'noopener'],
      ['_blank', 'noopener'],
    ]);
    expect(targets().flat()).toEqual([null, null, null, null]);
  });

  test('go when the attribute goes, and the item stays', async () => {
    const ticker = await mount(new TestFeed(), { href: '/{station}', stations: '108' });
    const seoul = item(ticker, '108');
    ticker.href = '';
    await ticker.updateComplete;
    expect(hrefs(ticker)).toEqual([]);
    expect(item(ticker, '108')).toBe(seoul);
    expect(shown(seoul)).toBe('서울 맑음 2.8℃');
  });

  test('come into view when the keyboard gets to them, and the strip waits', async () => {
    const ticker = await mount(new TestFeed(), { href: '#{station}' });
    const list = part(ticker, 'list').getBoundingClientRect();
    // Past the button and the link that skips.
    for (let press = 0; press < 40; press += 1) await userEvent.keyboard('{Tab}');
    const focused = ticker.shadowRoot?.activeElement;
    expect(focused?.getAttribute('part')).toBe('link');
    const box = focused?.getBoundingClientRect();
    expect(box?.left).toBeGreaterThanOrEqual(list.left);
    expect(box?.right).toBeLessThanOrEqual(list.right);
  });

  test('keep the focus when another order moves them to another segment', async () => {
    const ticker = await mount(new TestFeed(), { href: '/{station}' });
    const moved = segments(ticker)[0]?.firstElementChild;
    const link = moved?.querySelector('a');
    link?.focus();
    const order = parts(ticker, 'item').map((element) => element.dataset['station'] ?? '');

    ticker.stations = order.toReversed().join(' ');
    await ticker.updateComplete;

    expect(segments(ticker)[0]?.contains(moved ?? null)).toBe(false);
    expect(
      segments(ticker)
        .at(-1)
        ?.contains(moved ?? null),
    ).toBe(true);
    expect(ticker.shadowRoot?.activeElement).toBe(link);
  });

  test('can be skipped', async () => {
    const ticker = await mount(new TestFeed(), { href: '#{station}' });
    await userEvent.keyboard('{Tab}{Tab}');
    expect(ticker.shadowRoot?.activeElement?.getAttribute('part')).toBe('skip');
    expect(part(ticker, 'skip').getBoundingClientRect().width).toBeGreaterThan(50);
    await userEvent.keyboard('{Enter}{Tab}');
    expect(ticker.shadowRoot?.activeElement?.getAttribute('part')).toBe('attribution');
  });
});

describe('a choice', () => {
  test('tells the station and what was observed, and can be prevented', async () => {
    const ticker = await mount(new TestFeed(), { href: '#chosen-{station}' });
    const chosen: Observation[] = [];
    ticker.addEventListener('nalssi-select', (event) => {
      chosen.push(event.observation);
      event.preventDefault();
    });
    item(ticker, '108').querySelector<HTMLElement>('[part=link]')?.click();
    expect(chosen.map(({ name, temperature }) => [name.ko, temperature?.value])).toEqual([
      ['서울', 2.8],
    ]);
    expect(location.hash).toBe('');
  });

  test('is told also of the first click on an item without a link', async () => {
    const ticker = await mount(new TestFeed());
    const told = new Promise<string>((tell) => {
      ticker.addEventListener('nalssi-select', ({ station }) => tell(station));
    });
    item(ticker, '112').click();
    expect(await told).toBe('112');
  });
});

describe('links of a long address', () => {
  /** How many addresses were read meanwhile. */
  async function addressesRead(during: () => Promise<unknown>): Promise<number> {
    let count = 0;
    const Native = globalThis.URL;
    vi.stubGlobal(
      'URL',
      class extends Native {
        constructor(...parts: ConstructorParameters<typeof Native>) {
          super(...parts);
          count += 1;
        }
      },
    );
    await during();
    vi.stubGlobal('URL', Native);
    return count;
  }
  const href = `/${'a'.repeat(1900)}/{station}`;

  test('are made once for each station, however many come task by task', async () => {
    const feed = new TestFeed();
    const count = await addressesRead(() => mount(feed, { href }));

    expect(count).toBeLessThan(97 * 2 + 30);
  });

  test('are not made again by an update', async () => {
    const feed = new TestFeed();
    const ticker = await mount(feed, { href });
    feed.answer = recordedFile({ sequence: 2 });
    const count = await addressesRead(() => ticker.refresh());

    expect(count).toBeLessThan(30);
  });
});
