import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { all, clearPage, mountAnswered, newFeed, one } from './board-page.ts';

beforeEach(newFeed);
afterEach(clearPage);

test('a board looks in another document, and back, as it did', async () => {
  const board = await mountAnswered();
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 900px; height: 600px';
  document.body.append(frame);
  const other = frame.contentDocument?.body;
  const look = () => {
    const { display, borderTopWidth } = getComputedStyle(one(board, 'table'));
    const sheets = board.shadowRoot?.adoptedStyleSheets.map(({ cssRules }) => cssRules.length);
    return {
      display,
      borderTopWidth,
      sheets: sheets?.toSorted(),
      host: getComputedStyle(board).display,
    };
  };
  const before = look();
  expect(before.sheets?.length).toBeGreaterThan(2);

  for (const body of [other, document.body]) {
    body?.append(board);
    expect(board.ownerDocument).toBe(body?.ownerDocument);
    // Those of all scripts that boards have had: one more than this has asked for, after other tests.
    expect(look()).toMatchObject({
      ...before,
      sheets: expect.arrayContaining(before.sheets ?? []),
    });
  }
});

test.each<[string, unknown, number]>([
  ['region', null, 95],
  ['region', ['KR-44'], 15],
  ['stations', 232, 1],
  ['stations', ['232', '177'], 2],
  ['place', 44131, 15],
  ['tabs', ['충남', '대전'], 15],
  ['parts', ['table'], 15],
])('%s = %j shows rows', async (name, given, rows) => {
  const board = await mountAnswered();
  Reflect.set(board, name, given);
  await board.refresh();

  await vi.waitFor(() =>
    expect(all(board, 'tbody tr').length).toBeGreaterThanOrEqual(Math.min(rows, 15)),
  );
  if (rows < 15) expect(all(board, 'tbody tr')).toHaveLength(rows);
});

test('a station that is named many times has one row', async () => {
  const board = await mountAnswered({ stations: '232 '.repeat(700) });

  expect(all(board, 'tbody tr')).toHaveLength(1);
});
