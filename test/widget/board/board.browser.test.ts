import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { NalssiBoard } from '../../../widget/board/nalssi-board.ts';
import { en } from '../../../widget/board/words-en.ts';
import { boardFileOf, boardWarningsFile } from './board-files.ts';
import { all, clearPage, files, mount, mountAnswered, newFeed, one } from './board-page.ts';
import { hostileBoardFiles } from './hostile-board-files.ts';

// The board on a page: its table and its map, by mouse and by keyboard, and what it says when files lack.

beforeEach(newFeed);
afterEach(clearPage);

const focusedElement = (board: NalssiBoard) =>
  board.shadowRoot?.activeElement as HTMLElement | null | undefined;
const focused = (board: NalssiBoard) => focusedElement(board)?.dataset['key'];

const marks = async (board: NalssiBoard) =>
  vi.waitFor(() => {
    const found = all(board, '.mark');
    expect(found.length).toBeGreaterThan(0);
    return found;
  });

test('names of any length do not make the page scroll sideways', async () => {
  for (const [path, file] of hostileBoardFiles('KR-44')) files.set(path, file);
  const board = await mountAnswered({}, 900);
  await vi.waitFor(() => one(board, '.extremes dd b'));

  const { right } = board.getBoundingClientRect();
  const widest = all(board, '.extremes *').map((part) => part.getBoundingClientRect().right);
  expect(Math.max(...widest)).toBeLessThanOrEqual(right);
});

describe('the table', () => {
  test('has a row for each place of the region, in the order of their numbers', async () => {
    const board = await mountAnswered();

    expect(all(board, 'tbody tr')).toHaveLength(15);
    expect(one(board, 'tbody th button').textContent?.trim()).toBe('천안시');
  });

  test('is a table to assistive technology, though its rows are grids', async () => {
    const board = await mountAnswered();

    expect(one(board, 'table').getAttribute('role')).toBe('table');
    expect(all(board, 'tbody tr[role="row"]')).toHaveLength(15);
    expect(all(board, 'th[role="columnheader"]')).toHaveLength(9);
    expect(all(board, 'tbody th[role="rowheader"]')).toHaveLength(15);
  });

  test('is sorted by a column, the greatest first, and says so', async () => {
    const board = await mountAnswered();
    one(board, '[data-key="sort:temperature"]').click();
    await board.updateComplete;
    const values = all(board, 'td.temperature .chip').map(({ textContent }) =>
      Number(textContent?.replace('−', '-')),
    );

    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(one(board, 'th.temperature').getAttribute('aria-sort')).toBe('descending');
    expect(one(board, '[role="status"]').textContent).toContain('높은 순');
  });

  test('shows all stations when asked', async () => {
    const board = await mountAnswered({ rows: 'stations' });

    expect(all(board, 'tbody tr').length).toBe(boardFileOf('KR-44').stations.length);
  });

  test('is one stop of the tab key, in which arrows move', async () => {
    const board = await mountAnswered({ parts: 'table' });
    expect(all(board, 'table [tabindex="0"]')).toHaveLength(1);
    one(board, 'table [tabindex="0"]').focus();
    await userEvent.keyboard('{ArrowDown}');
    // The first key may wait for the script that knows where it leads.
    await vi.waitFor(() => expect(focused(board)).toBe('44130'));
    // 태안군, by the key of its first consonant.
    await userEvent.keyboard('x');
    await board.updateComplete;
    expect(focused(board)).toBe('44825');
  });

  test('shows a dash for a value that has died, whatever the feed says', async () => {
    files.set(
      'boards/KR-44.json',
      boardFileOf('KR-44', {
        expiresAt: boardFileOf('KR-44').stations.map(() => '2026-11-27T14:08:00+09:00'),
      }),
    );
    const board = await mountAnswered();

    expect(all(board, 'td.temperature .missing')).toHaveLength(15);
  });

  test('does not call a region dry where nobody has measured rain', async () => {
    const { rainDay: _, rain: __, ...file } = boardFileOf('KR-44');
    files.set('boards/KR-44.json', file);
    const board = await mountAnswered();

    expect(one(board, '.extremes').textContent).not.toContain('비가 온 곳이 없습니다');
  });

  test('marks what the checks doubt, and what is carried', async () => {
    const [first = ''] = boardFileOf('KR-44').stations;
    const times = {
      observedAt: '2026-11-27T13:00:00+09:00',
      expiresAt: '2026-11-27T15:30:00+09:00',
    };
    files.set(
      'boards/KR-44.json',
      boardFileOf('KR-44', {
        exceptions: [
          {
            stations: [first],
            elements: ['temperature'],
            state: 'fresh',
            quality: 'suspect',
            ...times,
          },
          { stations: [first], elements: ['humidity'], state: 'carried', ...times },
        ],
      }),
    );
    const board = await mountAnswered({ rows: 'stations' });
    const row = one(board, `tr[data-row="${first}"]`);

    expect(row.querySelector('td.temperature')?.textContent).toContain('의심');
    expect(row.querySelector('td.humidity.carried')).not.toBeNull();
  });
});

describe('the map', () => {
  test('has the places of its file, and a mark with the value of each station', async () => {
    const board = await mountAnswered();

    expect(await marks(board)).not.toHaveLength(0);
    expect(all(board, '#land .place')).toHaveLength(15);
    expect(one(board, '.mark[data-key="44130"]').getAttribute('aria-label')).toMatch(
      /^천안 −?\d+\.\d℃/,
    );
  });

  test('says the condition of a station where somebody has seen it', async () => {
    const { stations } = boardFileOf('KR-44');
    const condition = stations.map(() => 'overcast' as const);
    files.set('boards/KR-44.json', boardFileOf('KR-44', { condition }));
    const board = await mountAnswered();
    await marks(board);

    expect(one(board, '.mark[data-key="44130"]').getAttribute('aria-label')).toContain('흐림');
  });

  test('keeps the key that was pressed before the script that knows where it leads', async () => {
    const board = await mountAnswered();
    await marks(board);
    const script = Promise.withResolvers<void>();
    NalssiBoard.loadExtras = async () => {
      await script.promise;
      return import('../../../widget/board/extras/extras.ts');
    };
    one(board, '.map [tabindex="0"]').focus();
    const key = new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true });
    focusedElement(board)?.dispatchEvent(key);
    expect(key.defaultPrevented).toBe(true);
    const before = focused(board);
    script.resolve();

    await vi.waitFor(() => expect(focused(board)).not.toBe(before));
  });

  test('is one stop of the tab key, in which an arrow goes to the nearest that way', async () => {
    const board = await mountAnswered();
    await marks(board);
    expect(all(board, '.map [tabindex="0"]')).toHaveLength(1);
    const start = one(board, '.map [tabindex="0"]');
    const left = start.getBoundingClientRect().left;
    start.focus();
    await userEvent.keyboard('{ArrowLeft}');
    await vi.waitFor(() => expect(focused(board)).not.toBe('44130'));

    expect(board.shadowRoot?.activeElement?.getBoundingClientRect().left).toBeLessThan(left);
  });

  test('chooses by Enter what the table then shows as chosen, and tells the page', async () => {
    const board = await mountAnswered();
    await marks(board);
    const told = vi.fn();
    board.addEventListener('nalssi-select', told);
    one(board, '.map [tabindex="0"]').focus();
    await userEvent.keyboard('{Enter}');
    await board.updateComplete;

    expect(one(board, 'tr.selected').dataset['row']).toBe('44130');
    expect(told.mock.calls[0]?.[0]).toMatchObject({ place: '44130' });
  });

  test('colours its places where there is no room for stations', async () => {
    const board = await mountAnswered({}, 340);
    await vi.waitFor(() => expect(one(board, '.map').getAttribute('class')).toContain('filled'));

    expect((await marks(board)).length).toBeLessThanOrEqual(15);
  });

  test('hatches the places of a warning, in part where it holds in part', async () => {
    const board = await mountAnswered();
    await vi.waitFor(() => expect(all(board, '.warned')).toHaveLength(3));

    expect(all(board, '.warned.part')).toHaveLength(1);
    expect(one(board, '.warnings').textContent).toContain('강풍경보');
  });

  test('of the country opens a region that is clicked, where a tab leads back', async () => {
    const board = await mountAnswered({ region: '', tabs: '전국 충남' });
    await vi.waitFor(() => one(board, '.place[data-tab="KR-44"]'));
    one(board, '.place[data-tab="KR-44"]').dispatchEvent(
      new MouseEvent('click', { bubbles: true }),
    );
    await vi.waitFor(() => expect(one(board, 'h2').textContent).toBe('충청남도 날씨'));

    expect(one(board, '.tabs [aria-selected="true"]').textContent?.trim()).toBe('충남');
    expect(all(board, '.place[data-tab]')).toEqual([]);
  });

  test('of the country opens nothing where no tab would lead back', async () => {
    const board = await mountAnswered({ region: '' });
    await vi.waitFor(() => one(board, '.place'));

    expect(all(board, '.place[data-tab]')).toEqual([]);
  });

  test('hatches a place of a warned zone also where no station stands in it', async () => {
    const [warning] = boardWarningsFile().warnings;
    const stations = boardFileOf('KR-30').stations;
    const warnings = [{ ...warning, stations, regions: ['KR-30'] }];
    files.set('warnings.json', { ...boardWarningsFile(), warnings });
    const board = await mountAnswered({ region: 'KR-30' });
    await vi.waitFor(() => expect(all(board, '.warned')).toHaveLength(5));

    expect(all(board, 'tbody .name b').map(({ textContent }) => textContent)).toEqual(
      Array.from({ length: 5 }, () => '건조주의보'),
    );
  });

  test('draws no dot on a value, and no station that says nothing', async () => {
    const ids = boardFileOf('KR-44').stations;
    const { temperature = [] } = boardFileOf('KR-44');
    const silent = ids.length - 3;
    const nothing = Array.from({ length: ids.length }, () => null);
    files.set(
      'boards/KR-44.json',
      boardFileOf('KR-44', {
        feelsLike: nothing,
        humidity: nothing,
        windSpeed: nothing,
        windDirection: nothing,
        rain: nothing,
        rainDay: nothing,
        temperatureChange: nothing,
        temperature: temperature.map((value, index) => (index < silent ? value : null)),
      }),
    );
    const board = await mountAnswered();
    const forms = (await marks(board)).map((mark) => mark.classList.contains('dot'));

    expect(forms).toEqual(forms.toSorted((one, other) => Number(other) - Number(one)));
    expect(forms.length).toBeLessThan(ids.length);
  });

  test('shows the hours before, with the script that a click brings', async () => {
    const board = await mountAnswered();
    await marks(board);
    const value = () => one(board, '.mark[data-key="44130"] text:not(.name)').textContent;
    const now = value();
    await vi.waitFor(() => one(board, '[data-do="hours"]').click());
    await vi.waitFor(() => one(board, 'input[name="hour"]'));
    const slider = one(board, 'input[name="hour"]') as HTMLInputElement;
    expect(slider.getAttribute('aria-valuetext')).toBe('지금');
    slider.value = '3';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await board.updateComplete;

    expect(value()).not.toBe(now);
    expect(slider.getAttribute('aria-valuetext')).toBe('11.26. 18:00');
  });

  test('joins the maps of several regions', async () => {
    const board = await mountAnswered({ region: '대전 세종 충남' });
    await vi.waitFor(() => expect(all(board, '#land > g')).toHaveLength(3));

    expect(one(board, 'h2').textContent).toBe('대전·세종·충남 날씨');
  });

  test('is left out with a word when its file cannot be had', async () => {
    NalssiBoard.mapsOf = () => '/nowhere/';
    const board = await mountAnswered();
    await vi.waitFor(() => expect(one(board, '.notice').textContent).toContain('지도'));

    expect(all(board, 'tbody tr')).toHaveLength(15);
  });
});

describe('the board', () => {
  test('shows what stands in it, and a way to try again, while there is no feed', async () => {
    files.clear();
    const board = await mount();

    expect(one(board, '.notice').textContent).toContain('불러오지 못했습니다');
    expect(one(board, 'slot')).toBeDefined();
  });

  test('opens another region by its tab', async () => {
    const board = await mountAnswered({ tabs: '충남 대전' });
    one(board, '[role="tab"][aria-selected="false"]').click();
    await vi.waitFor(() => expect(one(board, 'tbody th button').textContent?.trim()).toBe('동구'));

    expect(one(board, '[aria-selected="true"]').textContent?.trim()).toBe('대전');
  });

  test('shows another element on map and table', async () => {
    const board = await mountAnswered();
    one(board, 'input[value="windSpeed"]').click();
    await board.updateComplete;

    expect(all(board, 'td.windSpeed .chip')).toHaveLength(15);
  });

  test('begins with the place that the page has chosen', async () => {
    const board = await mountAnswered({ place: '태안' });

    expect(one(board, 'tbody tr').dataset['row']).toBe('44825');
  });

  test('is that of the region of a place that is named alone', async () => {
    const board = await mountAnswered({ place: '태안', region: '' });
    await vi.waitFor(() => expect(one(board, 'tbody tr').dataset['row']).toBe('44825'));

    expect(one(board, 'h2').textContent).toBe('충청남도 날씨');
  });

  test('finds a place by its name, and goes to it in another region', async () => {
    const board = await mountAnswered();
    one(board, '[data-do="search"]').click();
    await vi.waitFor(() => expect(focusedElement(board)?.getAttribute('name')).toBe('search'));
    await userEvent.fill(one(board, '[name="search"]'), '유성');
    await vi.waitFor(() => expect(all(board, '[data-go]')).toHaveLength(1));
    one(board, '[data-go]').click();
    await vi.waitFor(() => expect(one(board, 'h2').textContent).toBe('대전광역시 날씨'));

    // The title is there before the files of that region are.
    await vi.waitFor(() => expect(one(board, 'tr.selected').dataset['row']).toBe('30200'));
  });

  test('closes its search by Escape, with the focus back on the button', async () => {
    const board = await mountAnswered();
    one(board, '[data-do="search"]').click();
    await vi.waitFor(() => expect(focusedElement(board)?.getAttribute('name')).toBe('search'));
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(all(board, '[name="search"]')).toHaveLength(0));

    expect(focusedElement(board)?.dataset['do']).toBe('search');
  });

  test('refuses a place that is the name of several, and says which', async () => {
    const told = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const board = await mountAnswered({ place: '중구', region: '' });
    await vi.waitFor(() => expect(told).toHaveBeenCalled());

    expect(told.mock.calls[0]?.[0]).toContain('서울 중구 (11140)');
    expect(one(board, 'h2').textContent).toBe('전국 날씨');
  });

  test('speaks English on a page that does', async () => {
    NalssiBoard.loadEnglish = async () => en;
    const board = await mountAnswered({ lang: 'en', place: 'Cheonan' });
    await vi.waitFor(() => expect(one(board, 'h2').textContent).toBe('Weather in Chungnam'));
    await marks(board);

    expect(one(board, '.mark[data-key="44130"]').getAttribute('aria-label')).toMatch(/^Cheonan /);
    // The names of zones are KMA's.
    const { textContent } = one(board, '.side');
    expect(textContent).not.toMatch(/[가-힣]/);
  });

  test('speaks Korean where its English cannot be had', async () => {
    NalssiBoard.loadEnglish = () => Promise.reject(new Error('offline'));
    const board = await mount({ lang: 'en' });

    await vi.waitFor(() => expect(one(board, 'h2').textContent).toBe('충청남도 날씨'));
  });

  test('takes what its attributes say away with them', async () => {
    const board = await mountAnswered({ place: '태안', tabs: '충남 대전', parts: 'table' });
    for (const name of ['place', 'tabs', 'parts']) board.removeAttribute(name);
    await board.updateComplete;

    expect(one(board, 'tbody tr').dataset['row']).toBe('44130');
    expect(all(board, '.extremes')).toHaveLength(1);
  });

  test('of a region that nobody knows is not that of the country, and says so', async () => {
    const board = await mount({ region: '충낭' });

    expect(one(board, '.notice').textContent).toContain('충낭');
    expect(all(board, 'table')).toHaveLength(0);
  });

  test('says of the row under the pointer what it is', async () => {
    const board = await mountAnswered();
    await marks(board);
    const cell = one(board, 'tr[data-row="44825"] td');
    cell.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));

    expect(one(board, 'output').textContent).toMatch(/^태안 /);
  });

  test('moves nothing that was seen when its files come', async () => {
    const board = await mountAnswered();
    const below = document.createElement('p');
    board.after(below);
    await marks(board);
    const before = below.getBoundingClientRect().top;
    await board.refresh();

    expect(below.getBoundingClientRect().top).toBe(before);
  });

  test('says that there is no history when there is none', async () => {
    files.delete('history/KR-44.json');
    const board = await mountAnswered();

    await vi.waitFor(() => expect(one(board, 'td.line').textContent).toContain('기록 없음'));
  });
});
