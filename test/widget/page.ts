import { stationCatalogue, type TickerFile, type TickerRow } from '@nalssi/schemas';
import { vi } from 'vitest';
import { commands } from 'vitest/browser';
import type { NalssiTicker } from '../../widget/index.ts';
import '../../widget/define.ts';
import { tickerFileOf } from './ticker-file.ts';

// For tests that run in the browser: a feed that answers as told, and elements on a page.

document.documentElement.lang = 'ko';

export const recording = await commands.readFile(
  'test/upstream/recordings/observations-2024-11-24T0700+0900.tsv',
);

/** The ticker file of the recording, with the rows of some stations changed. */
export function recordedFile(
  changes: Partial<TickerFile> = {},
  rows: Readonly<Record<string, Partial<TickerRow>>> = {},
): TickerFile {
  const file = tickerFileOf(recording, stationCatalogue as never, changes);
  return {
    ...file,
    observations: file.observations.map((row) => ({ ...row, ...rows[row.station] })),
  };
}

/** What a station may measure besides. */
export const allMeasured = {
  temperatureHigh: 7.4,
  temperatureLow: -1.3,
  temperatureChange: 2.1,
  feelsLike: 0.4,
  humidity: 65,
  windSpeed: 3.2,
  windDirection: 320,
  rain: 1.5,
};

let feeds = 0;

/** A feed of its own for a test. */
export class TestFeed {
  /** What it answers with: a file, or a status for a failure. */
  answer: TickerFile | number;
  requests = 0;
  readonly base = `/test-feed-${++feeds}/v1/`;

  constructor(answer: TickerFile | number = recordedFile()) {
    this.answer = answer;
    const next = globalThis.fetch;
    vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
      if (!String(request[0]).includes(this.base)) return next(...request);
      this.requests += 1;
      return typeof this.answer === 'number'
        ? new Response('', { status: this.answer })
        : Response.json(this.answer);
    });
  }
}

/** The clock of a reader at the time of the recording: an answer that is older would be late. */
export function readAtRecording(): void {
  const start = performance.now();
  const recordedAt = Date.parse(recordedFile().generatedAt);
  vi.spyOn(Date, 'now').mockImplementation(() => recordedAt + performance.now() - start);
}

/** A ticker on the page, loaded unless the feed fails. */
export async function mount(
  feed: TestFeed,
  attributes: Readonly<Record<string, string>> = {},
  fallback = '',
): Promise<NalssiTicker> {
  const ticker = document.createElement('nalssi-ticker');
  for (const [name, value] of Object.entries({ feed: feed.base, ...attributes })) {
    ticker.setAttribute(name, value);
  }
  ticker.append(fallback);
  document.body.append(ticker);
  await ticker.refresh();
  return ticker;
}

/** The same, moving: past the time to read what is there before it first does. */
export async function mountMoving(...ticker: Parameters<typeof mount>): Promise<NalssiTicker> {
  const mounted = await mount(...ticker);
  mounted.play();
  return mounted;
}

/** Takes the tickers and the feeds of a test away. */
export function clearPage(): void {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.restoreAllMocks();
}

/** The elements of the shadow root with a part. */
export function parts(ticker: NalssiTicker, part: string): HTMLElement[] {
  return [...(ticker.shadowRoot?.querySelectorAll<HTMLElement>(`[part="${part}"]`) ?? [])];
}

/** The one element of the shadow root with a part. */
export function part(ticker: NalssiTicker, name: string): HTMLElement {
  const [found] = parts(ticker, name);
  if (found === undefined) throw new Error(`no part ${name}`);
  return found;
}

/** Whether a part is there to be seen. */
export function shows(ticker: NalssiTicker, name: string): boolean {
  return parts(ticker, name).some((element) => element.checkVisibility());
}

/** The item of a station. */
export function item(ticker: NalssiTicker, station: string): HTMLElement {
  const found = parts(ticker, 'item').find((element) => element.dataset['station'] === station);
  if (found === undefined) throw new Error(`no item of station ${station}`);
  return found;
}

/** What an item shows, without what it says to screen readers. */
export function shown(element: HTMLElement): string {
  return [...element.querySelectorAll('[part]')]
    .map(({ textContent }) => textContent)
    .filter((text) => text !== '')
    .join(' ');
}

/** Segments in the order of the stations. */
export function segments(ticker: NalssiTicker): HTMLElement[] {
  return [...(ticker.shadowRoot?.querySelectorAll<HTMLElement>('.segment') ?? [])];
}

/** The animations of the strip. */
export function motion(ticker: NalssiTicker): Animation[] {
  return segments(ticker).flatMap((segment) => segment.getAnimations());
}

/** Runs the strip on by `milliseconds` without waiting for them. */
export function runOn(ticker: NalssiTicker, milliseconds: number): void {
  for (const animation of motion(ticker)) {
    animation.currentTime = Number(animation.currentTime) + milliseconds;
  }
}

/** The visible item that is furthest left. */
export function leftMost(ticker: NalssiTicker): HTMLElement {
  const window = part(ticker, 'list').getBoundingClientRect();
  const [first] = parts(ticker, 'item')
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > window.left && left < window.right;
    })
    .sort((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left);
  if (first === undefined) throw new Error('nothing is visible');
  return first;
}
