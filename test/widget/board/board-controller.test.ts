import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BoardController } from '../../../widget/board/board-controller.ts';
import type { MapFile } from '../../../widget/board/map-file.ts';
import { boardFiles, madeAt } from './board-files.ts';
import { mapBytes } from './map-files.ts';

// What a board reads, and when.

let files: Map<string, unknown>;
let asked: string[];
let feeds = 0;
let base = '';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(madeAt) });
  base = `https://weather.example.com/${++feeds}/v1/`;
  files = boardFiles('KR-44', 'KR-30');
  asked = [];
  vi.stubGlobal('fetch', async (url: string) => {
    const path = url.replace(base, '');
    asked.push(path);
    if (path.endsWith('KR-44.json') && path.startsWith('maps/')) {
      return new Response(new Uint8Array(mapBytes('KR-44')));
    }
    const file = files.get(path);
    return file === undefined ? new Response('', { status: 404 }) : Response.json(file);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function follow(ids: readonly string[], hasMap = false) {
  const host = {
    addController: () => {},
    removeController: () => {},
    requestUpdate: vi.fn(),
    updateComplete: Promise.resolve(true),
  };
  const controller = new BoardController(host, () => true);
  controller.follow({ feed: base, maps: `${base}maps/`, ids, hasMap });
  return { controller, host };
}

const settle = () => vi.advanceTimersByTimeAsync(50);

describe('what is read', () => {
  test('is each file once, also where nobody sees the board yet', async () => {
    follow(['KR-44']);
    await settle();

    expect(asked.toSorted()).toEqual([
      'boards/KR-44.json',
      'boards/KR-44.stations.json',
      'warnings.json',
    ]);
  });

  test('is asked for once by two boards of the same region', async () => {
    follow(['KR-44']);
    follow(['KR-44']);
    await settle();

    expect(asked.filter((path) => path === 'boards/KR-44.json')).toHaveLength(1);
  });

  test('is asked for again while somebody looks, and not otherwise', async () => {
    const { controller } = follow(['KR-44']);
    await settle();
    const times = () => asked.filter((path) => path === 'boards/KR-44.json').length;
    await vi.advanceTimersByTimeAsync(300_000);
    expect(times()).toBe(1);

    controller.setSeen(true);
    await vi.advanceTimersByTimeAsync(76_000);
    expect(times()).toBeGreaterThan(1);
    controller.setSeen(false);
    const before = times();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(times()).toBe(before);
  });
});

const boardsOf = (controller: BoardController) =>
  controller.files.regions.flatMap(({ board }) => board ?? []);

describe('boards', () => {
  test('are there when their stations have names', async () => {
    const { controller } = follow(['KR-44']);
    expect(boardsOf(controller)).toEqual([]);
    await settle();

    expect(boardsOf(controller)).toHaveLength(1);
    expect(controller.files.regions[0]?.stations?.places).toHaveLength(15);
  });

  test('are there without stations, where the feed has none', async () => {
    files.delete('boards/KR-44.stations.json');
    const { controller } = follow(['KR-44']);
    await settle();

    expect(boardsOf(controller)).toHaveLength(1);
  });

  test('wait for the warnings above them, and not for long', async () => {
    const answered = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string) =>
      url.endsWith('warnings.json') ? new Promise(() => {}) : answered(url),
    );
    const { controller } = follow(['KR-44']);
    await settle();
    expect(boardsOf(controller)).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);

    expect(boardsOf(controller)).toHaveLength(1);
  });

  test('of the others are there when one of several regions has none, which is said', async () => {
    files.delete('boards/KR-30.json');
    const { controller } = follow(['KR-44', 'KR-30']);
    await settle();

    expect(boardsOf(controller)).toHaveLength(1);
    expect(controller.failure?.reason).toBe('status');
  });

  test('of an address that is none fail with the same error', () => {
    const { controller } = follow(['KR-44']);
    controller.follow({ feed: null, maps: '', ids: ['KR-44'], hasMap: false });

    expect(controller.failure?.reason).toBe('address');
    expect(controller.failure).toBe(controller.failure);
  });
});

describe('maps', () => {
  test('are null among those that are there when they cannot be had', async () => {
    const { controller } = follow(['KR-44', 'KR-30'], true);
    expect(controller.files.maps).toBeNull();
    await settle();

    expect((controller.files.maps as (MapFile | null)[]).map((map) => map?.id ?? null)).toEqual([
      'KR-44',
      null,
    ]);
  });

  test('that could not be had are asked for again by the next board', async () => {
    follow(['KR-30'], true);
    await settle();
    follow(['KR-30'], true);
    await settle();

    expect(asked.filter((path) => path === 'maps/KR-30.json')).toHaveLength(2);
  });
});

test('the board is updated when its next value dies', async () => {
  const { controller, host } = follow(['KR-44']);
  controller.setSeen(true);
  await settle();
  controller.setSeen(true);
  controller.wakeAt(controller.now() + 5_000);
  host.requestUpdate.mockClear();
  await vi.advanceTimersByTimeAsync(4_000);
  const before = host.requestUpdate.mock.calls.length;
  await vi.advanceTimersByTimeAsync(1_100);

  expect(host.requestUpdate.mock.calls.length).toBeGreaterThan(before);
});
