import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { clearPage, mount, parts, TestFeed } from '../page.ts';

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

/** The body of another document on the page, as a window that pops out of it has one. */
function otherBody(): HTMLElement {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const body = frame.contentDocument?.body;
  if (body === undefined) throw new Error('There is no document in the frame.');
  return body;
}

const heightOf = (element: HTMLElement) => element.getBoundingClientRect().height;
const sheetsOf = ({ shadowRoot }: HTMLElement) => shadowRoot?.adoptedStyleSheets.length;

describe('a ticker that comes into another document', () => {
  test.each([
    ['of the first script', {}, 1],
    ['of both scripts', { controls: '' }, 2],
  ])('looks as it did there and back: %s', async (_, attributes, sheets) => {
    const ticker = await mount(new TestFeed(), { sun: 'always', ...attributes });
    const other = otherBody();
    expect([sheetsOf(ticker), heightOf(ticker)]).toEqual([sheets, 40]);

    for (const body of [other, document.body]) {
      body.append(ticker);
      await vi.waitFor(() => expect(sheetsOf(ticker)).toBe(sheets));
      expect(heightOf(ticker)).toBe(40);
    }
  });

  test('comes back from a template, whose document has no window', async () => {
    const ticker = await mount(new TestFeed());
    document.createElement('template').content.append(ticker);
    document.body.append(ticker);

    await vi.waitFor(() => expect(heightOf(ticker)).toBe(40));
  });

  test('shows its stations where it was never shown before', async () => {
    const feed = new TestFeed();
    const ticker = document.createElement('nalssi-ticker');
    ticker.setAttribute('feed', feed.base);
    otherBody().append(ticker);
    await ticker.refresh();

    expect(parts(ticker, 'name').length).toBeGreaterThan(90);
    expect(heightOf(ticker)).toBe(40);
  });
});
