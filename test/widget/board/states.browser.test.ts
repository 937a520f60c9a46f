import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { NalssiBoard } from '../../../widget/board/nalssi-board.ts';
import { en } from '../../../widget/board/words-en.ts';
import { boardFileOf, boardStationsFileOf } from './board-files.ts';
import { all, clearPage, files, mount, mountAnswered, newFeed, one } from './board-page.ts';

// Every state of a board says what it is, and axe finds nothing in it.

beforeEach(newFeed);
afterEach(clearPage);

type Attributes = Readonly<Record<string, string>>;

interface State {
  /** What the feed says instead. */
  readonly feed?: () => void;
  readonly attributes?: Attributes;
  /** Whether its second script never comes. */
  readonly isUnanswered?: boolean;
  /** What a reader does then. */
  readonly act?: (board: NalssiBoard) => Promise<unknown>;
  /** What is to be seen of it. */
  readonly says: (board: NalssiBoard) => void;
}

const text = (board: NalssiBoard, selector: string) =>
  one(board, selector).textContent?.replace(/\s+/g, ' ').trim();

function change(changes: Parameters<typeof boardFileOf>[1], id = 'KR-44'): void {
  files.set(`boards/${id}.json`, boardFileOf(id, changes));
}

const [first = ''] = boardFileOf('KR-44').stations;
const times = { observedAt: '2026-11-27T13:00:00+09:00', expiresAt: '2026-11-27T15:30:00+09:00' };

const click = async (board: NalssiBoard, selector: string, brings: string) => {
  await vi.waitFor(() => one(board, selector).click());
  await vi.waitFor(() => one(board, brings));
};

const states: Readonly<Record<string, State>> = {
  'all is well': {
    says: (board) => expect(text(board, 'header p')).toBe('14:07 관측 · 15곳 가운데 15곳'),
  },
  'no feed': {
    feed: () => files.clear(),
    isUnanswered: true,
    says: (board) => {
      expect(text(board, '.notice')).toBe('날씨를 불러오지 못했습니다. 다시 불러오기');
      expect(one(board, 'slot')).toBeDefined();
    },
  },
  'the feed is late': {
    feed: () => change({ status: 'stale' }),
    says: (board) => expect(text(board, '.notice')).toContain('이후 새 관측이 없습니다'),
  },
  'a value is carried': {
    feed: () =>
      change({
        exceptions: [{ stations: [first], elements: ['temperature'], state: 'carried', ...times }],
      }),
    attributes: { rows: 'stations' },
    says: (board) => expect(one(board, `tr[data-row="${first}"] .chip.carried`)).toBeDefined(),
  },
  'a value is doubted': {
    feed: () =>
      change({
        exceptions: [
          {
            stations: [first],
            elements: ['temperature'],
            state: 'fresh',
            quality: 'suspect',
            ...times,
          },
        ],
      }),
    attributes: { rows: 'stations' },
    says: (board) => expect(text(board, `tr[data-row="${first}"] .mark`)).toBe('의심'),
  },
  'a station is silent': {
    feed: () =>
      change({
        temperature: boardFileOf('KR-44').stations.map((id, index) =>
          id === '232' ? null : (boardFileOf('KR-44').temperature?.[index] ?? null),
        ),
      }),
    says: (board) => {
      expect(text(board, 'tr[data-row="44130"] .chip')).toBe('–');
      expect(text(board, 'header p')).toContain('15곳 가운데 14곳');
    },
  },
  'it is a replay': {
    feed: () => change({ mode: 'replay' }),
    says: (board) => expect(text(board, '.badge')).toBe('예시 자료'),
  },
  'there is no history': {
    feed: () => files.delete('history/KR-44.json'),
    says: (board) => {
      expect(text(board, 'td.line')).toBe('기록 없음');
      expect(all(board, '[data-do="hours"]')).toHaveLength(0);
    },
  },
  'there is no map': {
    feed: () => {
      NalssiBoard.mapsOf = () => '/nowhere/';
    },
    says: (board) => {
      expect(text(board, '.notice')).toContain('지도를 불러오지 못했습니다');
      expect(all(board, 'tbody tr')).toHaveLength(15);
    },
  },
  'there are no places': {
    feed: () => {
      const { places: _, ...file } = boardStationsFileOf('KR-44');
      files.set('boards/KR-44.stations.json', file);
    },
    says: (board) =>
      expect(all(board, 'tbody tr')).toHaveLength(boardFileOf('KR-44').stations.length),
  },
  'a region has one station': {
    feed: () => {
      const file = boardFileOf('KR-50');
      const alone = Object.fromEntries(
        Object.entries(file).map(([name, column]) => [
          name,
          Array.isArray(column) ? column.slice(0, 1) : column,
        ]),
      );
      files.set('boards/KR-50.json', alone);
    },
    attributes: { region: 'KR-50' },
    says: (board) => {
      expect(text(board, 'header p')).toContain('1곳 가운데 1곳');
      expect(all(board, '.extremes')).toHaveLength(0);
    },
  },
  '세종 has one place, and its stations as rows': {
    attributes: { region: '세종' },
    says: (board) => expect(all(board, 'tbody tr')).toHaveLength(5),
  },
  '울릉 is a map by itself': {
    attributes: { region: '', place: '울릉군' },
    says: (board) => {
      expect(one(board, 'tbody tr').dataset['row']).toBe('47940');
      expect(all(board, '.inset')).toHaveLength(0);
      expect(all(board, '.mark').length).toBeLessThan(6);
    },
  },
  'there are warnings, one for a part': {
    says: (board) => {
      expect(text(board, '.warnings li')).toBe('강풍경보 태안군 14:00 기상청 현재');
      expect(text(board, 'tr[data-row="44825"] b')).toBe('강풍경보 일부');
    },
  },
  'there are no warnings': {
    feed: () => files.delete('warnings.json'),
    says: (board) => expect(all(board, '.warnings')).toHaveLength(0),
  },
  'the overview cannot be had': {
    feed: () => {
      NalssiBoard.loadOverview = () => Promise.reject(new Error('offline'));
    },
    says: (board) => {
      expect(text(board, 'header p')).toBe('14:07 관측 · 15곳 가운데 15곳');
      expect(text(board, '.notice')).toBe('지도를 불러오지 못했습니다.');
      expect(text(board, 'tr[data-row="44130"] .chip')).toMatch(/\d\.\d/);
      expect(all(board, '.extremes')).toHaveLength(0);
    },
  },
  'the second script cannot be had': {
    feed: () => {
      NalssiBoard.loadAnswers = () => Promise.reject(new Error('offline'));
    },
    isUnanswered: true,
    says: (board) => {
      expect(all(board, 'tbody tr')).toHaveLength(15);
      expect(all(board, '.tools button')).toHaveLength(0);
    },
  },
  'the place is chosen': {
    act: (board) => click(board, 'tr[data-row="44130"] button', '.past'),
    says: (board) => {
      expect(text(board, '.panel h3')).toBe('천안, 지난 48시간');
      expect(one(board, '.past').getAttribute('aria-label')).toMatch(/^기온 11\.25\. /);
      expect(all(board, '.gap')).toHaveLength(4);
    },
  },
  'the station of the place has no file': {
    act: (board) => click(board, 'tr[data-row="44150"] button', '.blank'),
    says: async (board) =>
      vi.waitFor(() =>
        expect(text(board, '.blank')).toBe('이 관측소의 기록을 불러오지 못했습니다.'),
      ),
  },
  'a place is searched': {
    act: async (board) => {
      await click(board, '[data-do="search"]', '[name="search"]');
      await userEvent.fill(one(board, '[name="search"]'), 'ㅊㅇ');
      await vi.waitFor(() => one(board, '[data-go]'));
    },
    says: (board) => expect(text(board, '[data-go]')).toBe('천안시 충남'),
  },
  'the hours before are looked at': {
    act: (board) => click(board, '[data-do="hours"]', '[name="hour"]'),
    says: (board) =>
      expect(one(board, '[name="hour"]').getAttribute('aria-valuetext')).toBe('지금'),
  },
  'the element is another one': {
    attributes: { metric: 'windSpeed' },
    says: (board) => expect(text(board, '.marks')).toContain('14 강풍'),
  },
  'it is in ℉': {
    attributes: { unit: 'f' },
    says: (board) => expect(text(board, '.extremes b')).toMatch(/^4\d\.\d℉$/),
  },
  'there are tabs': {
    attributes: { tabs: '충남 대전+세종 전국' },
    says: (board) => expect(all(board, '[role="tab"]')).toHaveLength(3),
  },
  'some stations are asked for': {
    attributes: { stations: '235, 129' },
    says: (board) =>
      expect(all(board, 'tbody tr').map((row) => row.dataset['row'])).toEqual(['235', '129']),
  },
  'it is in English': {
    feed: () => {
      NalssiBoard.loadEnglish = async () => en;
    },
    attributes: { lang: 'en' },
    act: (board) => click(board, 'tr[data-row="44130"] button', '.past'),
    says: (board) => expect(text(board, '.panel h3')).toBe('Cheonan, the last 48 hours'),
  },
};

async function shown(
  { feed, attributes = {}, act, isUnanswered = false }: State,
  more: Attributes,
  width: number,
) {
  feed?.();
  // The second script comes after the first values; whoever looks meanwhile sees half of two boards.
  const board = await (isUnanswered ? mount : mountAnswered)({ ...attributes, ...more }, width);
  await new Promise((painted) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(painted))),
  );
  await act?.(board);
  return board;
}

describe.each(Object.entries(states))('where %s', (_, state) => {
  test('the board says so', async () => {
    const board = await shown(state, {}, 700);
    await vi.waitFor(() => state.says(board));
  });

  test.each([
    ['light', 700],
    ['dark', 340],
    // A phone's, less the edges of its page.
    ['light', 358],
    ['dark', 390],
  ] as const)('axe finds nothing (%s, %s px)', async (theme, width) => {
    const board = await shown(state, { theme }, width);
    const { violations } = await axe.run(board, { rules: { region: { enabled: false } } });

    expect(
      violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
      ),
    ).toEqual([]);
  });
});

test('an update says which stations say something else', async () => {
  const board = await mountAnswered();
  const told = vi.fn();
  board.addEventListener('nalssi-update', told);
  const { temperature = [] } = boardFileOf('KR-44');
  change({ sequence: 8, temperature: temperature.with(0, 21.5) });
  await board.refresh();

  expect(told.mock.calls[0]?.[0]).toMatchObject({ sequence: 8, changed: [first] });
});

test('the panel is left by its button', async () => {
  const board = await mountAnswered();
  await click(board, 'tr[data-row="44130"] button', '.past');
  one(board, '[data-do="leave"]').click();
  await board.updateComplete;

  expect(all(board, '.panel')).toHaveLength(0);
});
