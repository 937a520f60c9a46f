import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  clearPage,
  item,
  leftMost,
  motion,
  mount,
  part,
  parts,
  recordedFile,
  runOn,
  segments,
  TestFeed,
} from '../page.ts';

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

type Ticker = Awaited<ReturnType<typeof mount>>;

/** A moving ticker that has its second script. */
async function moving(attributes: Record<string, string> = {}): Promise<Ticker> {
  const ticker = await mount(new TestFeed(), { controls: '', ...attributes });
  runOn(ticker, 100_000);
  ticker.pause();
  return ticker;
}

const left = (element: Element) => element.getBoundingClientRect().left;

function point(ticker: Ticker, type: string, clientX: number, init: PointerEventInit = {}): void {
  const target = part(ticker, 'list');
  const options = { bubbles: true, composed: true, isPrimary: true, pointerId: 1, ...init };
  target.dispatchEvent(
    new PointerEvent(type, {
      pointerType: 'touch',
      clientX,
      buttons: type === 'pointerup' ? 0 : 1,
      ...options,
    }),
  );
}

describe('a drag', () => {
  test('takes the strip along, to both sides, and the strip goes on from there', async () => {
    const ticker = await moving();
    ticker.play();
    const first = leftMost(ticker);
    point(ticker, 'pointerdown', 600);
    const before = left(first);
    point(ticker, 'pointermove', 500);
    expect(left(first) - before).toBeCloseTo(-100, 0);
    point(ticker, 'pointermove', 750);
    expect(left(first) - before).toBeCloseTo(150, 0);
    point(ticker, 'pointerup', 750);
    expect(motion(ticker).every(({ playState }) => playState === 'running')).toBe(true);
    expect(Math.abs(left(first) - before - 150)).toBeLessThan(2);
  });

  test('of less than six pixels is none', async () => {
    const ticker = await moving();
    const first = leftMost(ticker);
    const before = left(first);
    point(ticker, 'pointerdown', 600);
    point(ticker, 'pointermove', 605);
    point(ticker, 'pointerup', 605);
    expect(left(first)).toBe(before);
  });

  test('chooses nothing where it ends, and the click after it does', async () => {
    const ticker = await moving();
    const chosen: string[] = [];
    ticker.addEventListener('nalssi-select', ({ station }) => chosen.push(station));
    point(ticker, 'pointerdown', 600);
    point(ticker, 'pointermove', 500);
    point(ticker, 'pointerup', 500);
    item(ticker, '108').click();
    expect(chosen).toEqual([]);
    point(ticker, 'pointerdown', 600);
    point(ticker, 'pointerup', 600);
    item(ticker, '108').click();
    expect(chosen).toEqual(['108']);
  });

  test('that turns into a scroll of the page leaves the strip free', async () => {
    const ticker = await moving();
    ticker.play();
    point(ticker, 'pointerdown', 600);
    point(ticker, 'pointercancel', 600);
    const first = leftMost(ticker);
    const before = left(first);
    point(ticker, 'pointermove', 300);
    expect(Math.abs(left(first) - before)).toBeLessThan(2);
    expect(motion(ticker).every(({ playState }) => playState === 'running')).toBe(true);
  });

  test('sideways rolls the roll once', async () => {
    const ticker = await mount(new TestFeed(), { mode: 'roll', stations: '108 112 184' });
    ticker.pause();
    const current = () => part(ticker, 'list').querySelector<HTMLElement>('.current');
    point(ticker, 'pointerdown', 600);
    for (const x of [590, 560, 500, 400]) point(ticker, 'pointermove', x);
    point(ticker, 'pointerup', 400);
    expect(current()?.dataset['station']).toBe('112');
  });
});

describe('the wheel', () => {
  const turn = (ticker: Ticker, init: WheelEventInit) => {
    const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, ...init });
    part(ticker, 'list').dispatchEvent(event);
    return event.defaultPrevented;
  };

  test('moves the strip sideways', async () => {
    const ticker = await moving();
    const first = leftMost(ticker);
    const before = left(first);
    expect(turn(ticker, { deltaX: 40, deltaY: 3 })).toBe(true);
    expect(left(first) - before).toBeCloseTo(-40, 0);
    expect(turn(ticker, { deltaY: -90, shiftKey: true })).toBe(true);
    expect(left(first) - before).toBeCloseTo(50, 0);
  });

  test('up and down is left to the page', async () => {
    const ticker = await moving();
    const before = left(leftMost(ticker));
    expect(turn(ticker, { deltaX: 3, deltaY: 100 })).toBe(false);
    expect(left(leftMost(ticker))).toBe(before);
  });
});

describe('the buttons', () => {
  test('are there only when asked for', async () => {
    const ticker = await mount(new TestFeed());
    await ticker.scrollToStation('108');
    expect(part(ticker, 'next').checkVisibility()).toBe(false);
    ticker.controls = true;
    await ticker.updateComplete;
    expect(part(ticker, 'next').checkVisibility()).toBe(true);
    expect(part(ticker, 'next').getAttribute('aria-label')).toBe('다음 지점');
  });

  test('go through the whole list, window by window, and miss no station', async () => {
    const ticker = await moving();
    const list = part(ticker, 'list').getBoundingClientRect();
    const seen = new Set<string>();
    for (let press = 0; press < 25; press += 1) {
      for (const element of ticker.shadowRoot?.querySelectorAll<HTMLElement>('[part=item]') ?? []) {
        const box = element.getBoundingClientRect();
        if (box.left >= list.left - 1.5 && box.right <= list.right + 1.5) {
          seen.add(element.dataset['station'] ?? '');
        }
      }
      part(ticker, 'next').click();
    }
    expect(seen.size).toBe(97);
  });

  test('back go where forth came from, to within a station', async () => {
    const ticker = await moving();
    part(ticker, 'next').click();
    const first = leftMost(ticker);
    part(ticker, 'next').click();
    part(ticker, 'previous').click();
    const list = part(ticker, 'list').getBoundingClientRect();
    expect(left(first)).toBeLessThan(list.right);
    expect(Math.abs(left(first) - list.left)).toBeLessThan(250);
  });

  test('leave no gap between neighbours, however often they are pressed', async () => {
    const ticker = await moving();
    const gaps: number[] = [];
    for (let press = 0; press < 200; press += 1) {
      part(ticker, press % 3 === 0 ? 'previous' : 'next').click();
      const boxes = segments(ticker).map((segment) => segment.getBoundingClientRect());
      for (const [index, box] of boxes.entries()) {
        const next = boxes[(index + 1) % boxes.length];
        if (next !== undefined && next.left > box.left) gaps.push(Math.abs(next.left - box.right));
      }
    }
    expect(Math.max(...gaps)).toBeLessThan(0.5);
  });
});

describe('the keyboard', () => {
  test('goes to the next station and back with the arrow keys', async () => {
    const ticker = await moving();
    part(ticker, 'button').focus();
    await userEvent.keyboard('{ArrowRight}');
    const edge = left(part(ticker, 'list'));
    // Of the station before, less than a pixel may still show.
    const first = parts(ticker, 'item').find((element) => Math.abs(left(element) - edge) < 1);
    if (first === undefined) throw new Error('no station is at the edge');
    await userEvent.keyboard('{ArrowRight}');
    expect(left(first)).toBeLessThan(edge - 40);
    await userEvent.keyboard('{ArrowLeft}');
    expect(Math.abs(left(first) - edge)).toBeLessThan(1);
  });
});

describe('a station', () => {
  test.each([{}, { mode: 'static' }, { direction: 'right' }])(
    'is brought into view by its number with %o',
    async (attributes) => {
      const ticker = await mount(new TestFeed(), attributes);
      ticker.pause();
      expect(await ticker.scrollToStation('184')).toBe(true);
      const list = part(ticker, 'list').getBoundingClientRect();
      const box = item(ticker, '184').getBoundingClientRect();
      expect(box.left).toBeGreaterThanOrEqual(list.left);
      expect(box.right).toBeLessThanOrEqual(list.right);
    },
  );

  test('that is not shown cannot be', async () => {
    const ticker = await mount(new TestFeed());
    expect(await ticker.scrollToStation('99999')).toBe(false);
  });
});

test('by day the second script is asked for by nothing that a reader does not do', async () => {
  const noon = '2024-11-24T09:20:00+09:00';
  const ticker = await mount(new TestFeed(recordedFile({ generatedAt: noon })));
  const list = part(ticker, 'list');
  list.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
  list.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, bubbles: true }));
  await ticker.refresh();
  expect(ticker.shadowRoot?.querySelector('[part=next]')).toBeNull();
});
