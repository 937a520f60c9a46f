import { stationCatalogue, type TickerFile } from '@nalssi/schemas';
import { chromium, type Page } from 'playwright';
import { chromiumFlags, findWholeChromium } from '../../browser/find-chromium.ts';
import { recordedTickerFile } from '../../widget/recorded-ticker-file.ts';
import { serveWidget } from '../../widget/serve-widget.ts';
import type { BenchReport } from '../report.ts';
import { buildContestant } from './build-contestant.ts';
import { median } from './median.ts';
import { type StartCost, startCost } from './start-cost.ts';

// What a page pays once: from its beginning until the stations are there and move, on a machine a
// quarter as fast as this one, with nothing in any cache. With the national list of 97, and with
// all 740 stations of the country in one ticker.

// By day. At night the second script comes for the moons when the stations are there: what that costs
// within the next second stands beside.
const night = { generatedAt: '2024-11-24T07:05:00+09:00' };
const limits = { script: 60, longestTask: 50, ratioOf740: 3, ratioToPlain: 2.5 };

/** The recorded morning at 740 stations, all of them shown. */
function everyStation(): TickerFile {
  const { observations, ...envelope } = recordedTickerFile();
  const rows = Array.from({ length: 740 }, (_, index) => {
    const row = observations[index % observations.length];
    const known = stationCatalogue[index];
    if (row === undefined) throw new Error('the recording is empty');
    // What the catalogue does not know yet has a number and a name as well.
    const added = { id: String(9000 + index), name: { ko: `지점${index}`, en: `New ${index}` } };
    const { id, name } = known ?? added;
    return { ...row, station: id, name };
  });
  return { ...envelope, observations: rows };
}

function tickerPage(feed: string): string {
  return `<!doctype html><html lang="ko"><title>nalssi</title><style>body { margin: 0 }</style>
<link rel="icon" href="data:,"><script>addEventListener('nalssi-load', () => console.log('ready'))</script>
<nalssi-ticker feed="${feed}"></nalssi-ticker>
<script type="module" src="/w/nalssi.js"></script>`;
}

/** The plainest Lit element of the same list, to compare with. */
const plainPage = `<!doctype html><html lang="ko"><title>list</title><style>body { margin: 0 }</style>
<link rel="icon" href="data:,"><lit-list feed="/97/"></lit-list>
<script type="module" src="/lit-list.js"></script>`;

const ready = (page: Page) => page.waitForEvent('console', (message) => message.text() === 'ready');

const columns = [
  ['script, ms', 'script'],
  ['main thread, ms', 'mainThread'],
  ['longest task, ms', 'longestTask'],
] as const;

function medians(costs: readonly StartCost[]): StartCost {
  const of = (measure: keyof StartCost) => median(costs.map((cost) => cost[measure]));
  return { script: of('script'), mainThread: of('mainThread'), longestTask: of('longestTask') };
}

/** `quick`: three loads of each instead of seven. */
export async function benchStart({ quick = false } = {}): Promise<BenchReport> {
  const server = await serveWidget({
    '/plain': plainPage,
    '/lit-list.js': await buildContestant('lit-list'),
    '/97': tickerPage('/97/'),
    '/97/ticker.json': recordedTickerFile(),
    '/night': tickerPage('/night/'),
    '/night/ticker.json': recordedTickerFile(night),
    '/740': tickerPage('/740/'),
    '/740/ticker.json': everyStation(),
  });
  const browser = await chromium.launch({
    executablePath: await findWholeChromium(),
    args: chromiumFlags,
  });
  try {
    const loads: { plain: StartCost; few: StartCost; all: StartCost; night: StartCost }[] = [];
    for (let load = 0; load < (quick ? 3 : 7); load += 1) {
      const plain = await startCost(browser, `${server.origin}/plain`, ready);
      const few = await startCost(browser, `${server.origin}/97`, ready);
      const all = await startCost(browser, `${server.origin}/740`, ready);
      loads.push({
        plain,
        few,
        all,
        night: await startCost(browser, `${server.origin}/night`, ready),
      });
    }
    const few = medians(loads.map((load) => load.few));
    const all = medians(loads.map((load) => load.all));
    const ratio = median(loads.map((load) => load.all.mainThread / load.few.mainThread));
    const toPlain = median(loads.map((load) => load.few.script / load.plain.script));
    const row = (cost: StartCost) =>
      Object.fromEntries(columns.map(([label, measure]) => [label, Math.round(cost[measure])]));
    const broken: string[] = [];
    for (const measure of ['script', 'longestTask'] as const) {
      const limit = limits[measure];
      if (few[measure] > limit) {
        broken.push(`${measure} at most ${limit} ms with 97 stations: ${few[measure].toFixed(0)}`);
      }
    }
    if (ratio > limits.ratioOf740) {
      broken.push(`740 stations at most ${limits.ratioOf740} times 97: ${ratio.toFixed(1)}`);
    }
    if (toPlain > limits.ratioToPlain) {
      broken.push(
        `script at most ${limits.ratioToPlain} times that of the plainest Lit element: ${toPlain.toFixed(1)}`,
      );
    }
    return {
      title: `Start-up at a quarter of this machine's speed, Chromium; medians of ${loads.length} loads`,
      table: {
        'the plainest Lit element, 97 stations': row(medians(loads.map((load) => load.plain))),
        '97 stations': row(few),
        '740 stations': row(all),
        '97 stations, at night': row(medians(loads.map((load) => load.night))),
      },
      data: { loads, ratioOf740: ratio, ratioToPlain: toPlain },
      broken,
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
