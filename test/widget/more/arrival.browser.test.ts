import { afterEach, expect, test, vi } from 'vitest';
import { NalssiTicker } from '../../../widget/ticker/nalssi-ticker.ts';
import { clearPage, mount, part, TestFeed } from '../page.ts';

// The second script comes when it comes, and nobody waits for it.

const { loadMore } = NalssiTicker;

afterEach(() => {
  NalssiTicker.loadMore = loadMore;
  clearPage();
});

test('moves nothing that a reader sees, not for a frame', async () => {
  const { promise: asked, resolve: come } = Promise.withResolvers<void>();
  NalssiTicker.loadMore = async (feed) => {
    await asked;
    return loadMore(feed);
  };
  const ticker = await mount(new TestFeed(), { region: 'KR-44' });
  const list = part(ticker, 'list');
  const before = list.getBoundingClientRect().left;
  const places = new Set<number>();
  // What is put beside the stations is looked at before the ticker says what it is to show.
  const put = Element.prototype.after;
  vi.spyOn(Element.prototype, 'after').mockImplementation(function (this: Element, ...nodes) {
    put.apply(this, nodes);
    if (this.getRootNode() === ticker.shadowRoot) places.add(list.getBoundingClientRect().left);
  });
  come();
  await vi.waitFor(() =>
    expect(part(ticker, 'ticker').getAttribute('aria-label')).toBe('충청남도 날씨'),
  );

  expect([...places]).toEqual([before]);
});
