import { vi } from 'vitest';
import { define } from '../../../widget/board/define.ts';
import { NalssiBoard } from '../../../widget/board/nalssi-board.ts';
import { boardFiles, madeAt, stationFileOf } from './board-files.ts';

// A page with boards, and a feed that is what a test makes of it.

define();

/** What the feed has, by path below `/v1/`. */
export let files: Map<string, unknown>;
let feeds = 0;
let base = '';

/** Before each test: a feed of its own, whose files are of now. */
export function newFeed(): void {
  document.documentElement.lang = 'ko';
  NalssiBoard.loadOverview = () => import('../../../widget/board/overview/overview.ts');
  NalssiBoard.loadAnswers = () => import('../../../widget/board/answers/answers.ts');
  NalssiBoard.loadExtras = () => import('../../../widget/board/extras/extras.ts');
  base = `/test-board-${++feeds}/v1/`;
  NalssiBoard.mapsOf = () => '/widget/board/maps/';
  files = boardFiles('KR-44', 'KR-30', 'KR-50', 'KR-47', 'KR');
  for (const id of ['232', '177', '115']) files.set(`stations/${id}.json`, stationFileOf(id));
  const start = performance.now();
  vi.spyOn(Date, 'now').mockImplementation(() => Date.parse(madeAt) + performance.now() - start);
  const next = globalThis.fetch;
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    const path = String(request[0]).split(base)[1];
    if (path === undefined) return next(...request);
    const file = files.get(path);
    return file === undefined ? new Response('', { status: 404 }) : Response.json(file);
  });
}

/** After each test. */
export function clearPage(): void {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
}

export async function mount(
  attributes: Readonly<Record<string, string>> = {},
  width = 700,
): Promise<NalssiBoard> {
  const board = document.createElement('nalssi-board');
  for (const [name, value] of Object.entries({ feed: base, region: 'KR-44', ...attributes })) {
    board.setAttribute(name, value);
  }
  board.style.width = `${width}px`;
  document.body.append(board);
  await board.refresh();
  return board;
}

/** A board whose second script is there too. */
export async function mountAnswered(
  ...[attributes, width]: Parameters<typeof mount>
): Promise<NalssiBoard> {
  const board = await mount(attributes, width);
  await vi.waitFor(() => one(board, '#summary'));
  return board;
}

export const all = (board: NalssiBoard, selector: string): HTMLElement[] => [
  ...(board.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

export function one(board: NalssiBoard, selector: string): HTMLElement {
  const [found] = all(board, selector);
  if (found === undefined) throw new Error(`no ${selector}`);
  return found;
}
