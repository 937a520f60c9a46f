import { afterEach, expect, test, vi } from 'vitest';
import { degradedFeed, emptyFeed, healthyFeed, nextPublish, publishedAt } from './fixtures.ts';
import { clean, clearPage, open, rowsOf, TestFeed, textOf } from './page.ts';

afterEach(clearPage);

test('a feed that cannot be read keeps what was read, says so, and recovers', async () => {
  const feed = new TestFeed(healthyFeed());
  const page = await open(feed);
  feed.answer = 503;
  await page.refresh();

  expect(textOf(page, '.verdict')).toMatch(/^연결 안 됨.*HTTP 503/);
  expect(textOf(page, '.kept')).toContain('07:39에 마지막으로');
  expect(rowsOf(page, '#coverage').length).toBeGreaterThan(5);

  feed.answer = nextPublish(healthyFeed());
  await page.refresh();

  expect(textOf(page, '.verdict')).toMatch(/^정상.*4817/);
});

test('without any feed there is the reason and what to do, and no empty panel', async () => {
  const page = await open(new TestFeed(404));

  expect(textOf(page, '.verdict')).toMatch(/HTTP 404.*조치/);
  expect(page.renderRoot.querySelectorAll('.panel')).toHaveLength(0);
});

test('what is no feed file is refused', async () => {
  const page = await open(new TestFeed({ ...healthyFeed(), health: [] as never }));

  expect(textOf(page, '.verdict')).toContain('피드 파일이 아닙니다');
});

test('a file that fails alone is named, and the others go on', async () => {
  const page = await open(new TestFeed({ ...healthyFeed(), warnings: null as never }));

  expect(textOf(page, '.verdict')).toMatch(/^정상.*warnings\.json 파일을 읽을 수 없습니다/);
});

test('an older file does not take the place of a newer one', async () => {
  const feed = new TestFeed(nextPublish(healthyFeed()));
  const page = await open(feed);
  feed.answer = degradedFeed();
  await page.refresh();

  expect(textOf(page, '.verdict')).toMatch(/^정상.*4817/);
});

test('a collector that has just started is not called broken', async () => {
  const page = await open(new TestFeed(emptyFeed()));

  expect(textOf(page, '.reasons')).toContain('아직 응답하지 않았습니다');
  expect(textOf(page, '#coverage')).toContain('아직 관측소가 없습니다');
});

test('the page asks again by itself, faster while the feed fails, and not while it is hidden', async () => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
    now: publishedAt,
  });
  // No jitter: 60 s after a success, 5 s and then 10 s after a failure.
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const feed = new TestFeed(healthyFeed());
  const page = await open(feed);
  const asked = () => feed.requests.filter((path) => path === 'health.json').length;
  await vi.advanceTimersByTimeAsync(59_000);
  expect(asked()).toBe(1);
  feed.answer = 503;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(asked()).toBe(2);
  await vi.advanceTimersByTimeAsync(7_000);
  expect(asked()).toBe(3);

  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked()).toBe(3);

  feed.answer = nextPublish(healthyFeed());
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(100);
  expect(asked()).toBe(4);
  hidden.mockRestore();
  random.mockRestore();
  page.remove();
});

test('answers that a cache gives again are said to be old, and stay so', async () => {
  let now = publishedAt;
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  const feed = new TestFeed(healthyFeed());
  feed.date = publishedAt;
  now += 49 * 3_600_000;
  const page = await open(feed);
  const verdicts: string[] = [];
  for (let poll = 0; poll < 20; poll += 1) {
    verdicts.push(textOf(page, '.verdict h2'));
    now += 600_000;
    await page.refresh();
  }

  expect(new Set(verdicts)).toEqual(new Set(['지연: 피드가 오래되었습니다']));
});

test('a file of more than four megabytes is none', async () => {
  const feed = new TestFeed(healthyFeed());
  const page = await open(feed);
  const { health } = healthyFeed();
  feed.answer = {
    ...healthyFeed(),
    health: { ...health, padding: 'x'.repeat(4_000_000) } as never,
  };
  await page.refresh();

  expect(textOf(page, '.verdict')).toContain('피드 파일이 아닙니다');
});

test('a feed that redirects is not followed, and the page says what to do', async () => {
  const page = await open(new TestFeed(healthyFeed()));
  vi.stubGlobal('fetch', async (_: string, options: RequestInit) => {
    expect(options.redirect).toBe('manual');
    return Object.defineProperties(Response.error(), { type: { value: 'opaqueredirect' } });
  });
  await page.refresh();

  expect(textOf(page, '.verdict')).toMatch(/피드 주소가 바뀌었습니다\. 조치 .feed= 값을/);
});

test('what is new is shown where a translator has put elements around texts', async () => {
  const feed = new TestFeed(healthyFeed());
  const page = await open(feed);
  const translate = () => {
    const texts = document.createTreeWalker(page.renderRoot, NodeFilter.SHOW_TEXT);
    const nodes: Node[] = [];
    while (texts.nextNode()) nodes.push(texts.currentNode);
    for (const node of nodes) {
      if (node.parentElement?.matches('style, option') !== false) continue;
      const font = document.createElement('font');
      node.parentNode?.replaceChild(font, node);
      font.append(node.nodeValue ?? '');
    }
  };
  const states: string[] = [];
  const errors: string[] = [];
  const fail = ({ message }: ErrorEvent) => errors.push(message);
  addEventListener('error', fail);
  for (const answer of [
    degradedFeed(),
    503,
    nextPublish(healthyFeed()),
    nextPublish(nextPublish(degradedFeed())),
  ]) {
    translate();
    feed.answer = answer;
    await page.refresh();
    await page.updateComplete;
    states.push(textOf(page, '.verdict'));
  }
  const last = page.renderRoot.textContent;
  removeEventListener('error', fail);
  // A page that no translator has seen shows the same.
  const fresh = await open(new TestFeed(nextPublish(nextPublish(degradedFeed()))));

  expect(states[1]).toMatch(/^연결 안 됨.*HTTP 503/);
  expect(states[2]).toMatch(/^정상.*4817/);
  expect(states[3]).toContain('4818');
  expect(clean(page.renderRoot.querySelector('#coverage') as Element)).toBe(
    textOf(fresh, '#coverage'),
  );
  expect(last?.length).toBeGreaterThan(1000);
  expect(errors).toEqual([]);
});
