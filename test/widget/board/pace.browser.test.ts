import { html } from 'lit';
import { beforeEach, expect, test } from 'vitest';
import { type LongList, Pace, painted } from '../../../widget/board/pace.ts';

// Long lists are drawn bit by bit.

let box: HTMLElement;
beforeEach(() => {
  box = document.createElement('div');
});

const listOf = (length: number, text: string, changes: Partial<LongList> = {}): LongList => ({
  box,
  length,
  isFromEnd: false,
  atFirst: 10,
  draw: (index) => html`<p>${text}${index}</p>`,
  ...changes,
});
const texts = () => [...box.children].map(({ textContent }) => textContent);

test('the first items are there at once, and all of them in the end', async () => {
  const pace = new Pace();
  pace.draw([listOf(100, 'a')]);
  expect(texts()).toEqual(Array.from({ length: 10 }, (_, index) => `a${index}`));
  await pace.done;

  expect(texts()).toEqual(Array.from({ length: 100 }, (_, index) => `a${index}`));
});

test('items that lie above the others are drawn before them, in their places', async () => {
  const pace = new Pace();
  pace.draw([listOf(30, 'a', { isFromEnd: true })]);
  expect(texts()).toEqual(Array.from({ length: 10 }, (_, index) => `a${20 + index}`));
  await pace.done;

  expect(texts()).toEqual(Array.from({ length: 30 }, (_, index) => `a${index}`));
});

test('a list that takes the place of a longer one has no rest of that, at once', () => {
  const pace = new Pace();
  pace.draw([listOf(10, 'a')]);
  pace.draw([listOf(3, 'b')]);

  expect(texts()).toEqual(['b0', 'b1', 'b2']);
});

test('what was asked for last is drawn, also where something else was on its way', async () => {
  const pace = new Pace();
  pace.draw([listOf(100, 'a')]);
  await painted();
  pace.draw([listOf(50, 'b')]);
  await pace.done;

  expect(texts()).toEqual(Array.from({ length: 50 }, (_, index) => `b${index}`));
});

test('no task draws for long: between two of them others have their turn', async () => {
  const slow = () => {
    const end = performance.now() + 4;
    while (performance.now() < end);
    return html`<p></p>`;
  };
  const pace = new Pace();
  pace.draw([listOf(34, '', { atFirst: 2, draw: slow })]);
  const seen = new Set<number>();
  const other = setInterval(() => seen.add(box.childElementCount));
  await pace.done;
  clearInterval(other);

  expect(seen.size).toBeGreaterThan(1);
});
