import { afterEach, describe, expect, test } from 'vitest';
import { type Feed, healthyFeed, publishedAt } from './fixtures.ts';
import { clearPage, open, TestFeed, textOf } from './page.ts';

// A feed whose files are of the right shape and whose values are nonsense.

afterEach(clearPage);

/** All values changed that are not what makes a file a file. */
function changed(feed: Feed, change: (value: unknown) => unknown): Feed {
  const walk = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, key));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([name, own]) => [name, walk(own, name)]),
      );
    }
    return /^(?:generatedAt|ttl|sequence)$/.test(key) ? value : change(value);
  };
  return walk(feed, '') as Feed;
}

const withTimes = (time: string) =>
  changed(healthyFeed(), (value) => (/^\d{4}-\d\d-\d\dT/.test(String(value)) ? time : value));
const withNumbers = (number: number) =>
  changed(healthyFeed(), (value) => (typeof value === 'number' ? number : value));

describe('a time that is none', () => {
  test.each([
    ['ko', 'x', '읽을 수 없음'],
    ['en', 'x', 'unreadable'],
    ['en', '+275760-09-12T23:59:59Z', 'unreadable'],
  ] as const)('is said to be, in %s, and the page stands: %s', async (language, time, word) => {
    const page = await open(new TestFeed(withTimes(time)), 'station=232', language);

    for (const id of ['.verdict', '#sources', '#publishes']) {
      expect(textOf(page, id)).toContain(word);
    }
    expect(page.renderRoot.querySelectorAll('.panel[id]')).toHaveLength(6);
  });
});

describe('a number past counting', () => {
  test.each([1e308, -1e308])('draws nothing that is none: %s', async (number) => {
    const page = await open(new TestFeed(withNumbers(number)), 'station=232', 'en');
    const chart = page.renderRoot.querySelector('nalssi-temperature-chart')?.shadowRoot;

    expect(page.renderRoot.querySelectorAll('.panel[id]')).toHaveLength(6);
    for (const drawn of [
      ...page.renderRoot.querySelectorAll('svg'),
      ...(chart?.querySelectorAll('svg') ?? []),
    ]) {
      expect(drawn.outerHTML).not.toMatch(/NaN|Infinity|e\+\d/);
    }
  });
});

test('characters that turn the direction of writing are seen, and turn nothing', async () => {
  const feed = changed(healthyFeed(), (value) =>
    typeof value === 'string' && value.startsWith('KMA') ? `\u202e${value}\u2066` : value,
  );
  const page = await open(new TestFeed(feed), '', 'en');
  const text = textOf(page, '#sources');

  expect(text).toContain('\ufffdKMA');
  expect(text).not.toMatch(/\p{Cf}/u);
});

test('a text without end is cut, wherever it stands', async () => {
  const feed = changed(healthyFeed(), (value) =>
    typeof value === 'string' && value.startsWith('KMA')
      ? `${value}${'\u202e\u0300'.repeat(4_000)}`
      : value,
  );
  const page = await open(new TestFeed(feed), '', 'en');

  expect(textOf(page, '#sources')).toContain('KMA');
  expect(textOf(page, '#sources')).not.toMatch(/(?:\ufffd\u0300){201}/);
});

describe('an object in the place of a text', () => {
  test.each([
    ['that cannot become a text', { toString: 1 }],
    ['that looks like a node', { nodeType: 1 }],
    ['that looks like a template', { _$litType$: 1 }],
  ])('%s stops no page', async (_, odd) => {
    const errors: string[] = [];
    const note = (event: ErrorEvent | PromiseRejectionEvent) => errors.push(event.type);
    addEventListener('error', note);
    addEventListener('unhandledrejection', note);
    const feed = changed(healthyFeed(), (value) => (value === 'ok' ? odd : value));
    const page = await open(new TestFeed(feed), 'station=232', 'en');
    removeEventListener('error', note);
    removeEventListener('unhandledrejection', note);

    expect(errors).toEqual([]);
    expect(page.renderRoot.querySelectorAll('.panel[id]')).toHaveLength(6);
  });
});

test('what a panel cannot be made from costs that panel alone', async () => {
  const feed = healthyFeed();
  const sources = feed.health.sources.map((source) => ({ ...source, schedule: 7 as never }));
  const page = await open(new TestFeed({ ...feed, health: { ...feed.health, sources } }), '', 'en');

  expect(page.renderRoot.querySelectorAll('.panel[id]')).toHaveLength(5);
  expect(page.renderRoot.textContent).toContain('This part cannot be shown');
});

describe('a feed that counts past all others', () => {
  const later = (generatedAt: string) => {
    const feed = healthyFeed();
    return { ...feed, health: { ...feed.health, sequence: Number.MAX_SAFE_INTEGER, generatedAt } };
  };

  test('is refused when it is of the future', async () => {
    const feed = new TestFeed(later('2998-01-01T00:00:00+09:00'));
    feed.date = publishedAt;
    const page = await open(feed, '', 'en');

    expect(page.renderRoot.querySelectorAll('.panel')).toHaveLength(0);
    feed.answer = healthyFeed();
    await page.refresh();
    expect(page.renderRoot.querySelectorAll('.panel')).toHaveLength(6);
  });

  test('is forgotten when the feed insists on another', async () => {
    const feed = new TestFeed(later(healthyFeed().health.generatedAt));
    const page = await open(feed, '', 'en');
    feed.answer = healthyFeed();
    await page.refresh();
    await page.refresh();
    expect(textOf(page, '.facts')).toContain(String(Number.MAX_SAFE_INTEGER));
    await page.refresh();
    expect(textOf(page, '.facts')).toContain(String(healthyFeed().health.sequence));
  });
});

test('lists longer than any feed has are read as far as one could be', async () => {
  const { health, ...others } = healthyFeed();
  const [source] = health.sources;
  const [publish] = health.publishes;
  const long = <Row>(row: Row): Row[] => Array.from({ length: 2_000 }, () => structuredClone(row));
  const sources = source ? long(source) : [];
  const publishes = publish ? long(publish) : [];
  const page = await open(new TestFeed({ ...others, health: { ...health, sources, publishes } }));

  expect(page.renderRoot.querySelectorAll('#sources .card').length).toBeLessThanOrEqual(100);
  expect(page.renderRoot.querySelectorAll('#publishes tbody tr').length).toBeLessThanOrEqual(100);
});
