import { afterEach, expect, test, vi } from 'vitest';
import { degradedFeed, emptyFeed, healthyFeed, nextPublish } from './fixtures.ts';
import { clearPage, open, rowsOf, TestFeed, textOf } from './page.ts';

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
  });
  // No jitter: 63 s after a success, 5 s and then 10 s after a failure.
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const feed = new TestFeed(healthyFeed());
  const page = await open(feed);
  const asked = () => feed.requests.filter((path) => path === 'health.json').length;
  await vi.advanceTimersByTimeAsync(59_000);
  expect(asked()).toBe(1);
  feed.answer = 503;
  await vi.advanceTimersByTimeAsync(8_000);
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
