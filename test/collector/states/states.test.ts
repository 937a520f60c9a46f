import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { toolPath } from '../deploy/tools.ts';
import { FeedRecord } from './feed-record.ts';
import { type Film, type Frame, Projector } from './films.ts';
import type { Outcome } from './outcome.ts';
import type { Page } from './page-reader.ts';
import { type Alert, type Fired, Prometheus, sentinel } from './prometheus.ts';
import { canMount, collectedBefore } from './site.ts';
import { type Kept, type State, states } from './states.ts';
import { type Row, rulesIn, seriesThatDiffer, tableOf } from './table.ts';

// What an operator is told in every state, by real processes, a real browser and a real Prometheus:
// collector/deploy/STATES.md, which `NALSSI_WRITE_TABLES=1` writes anew.

const deploy = join(import.meta.dirname, '../../../collector/deploy');
const readme = join(deploy, 'STATES.md');
const page = join(import.meta.dirname, '../../../widget/dist/operators');

/** States side by side: each is a process or two, which wait most of the time. */
const atOnce = 3;

const possible = states.filter(({ mounts }) => canMount || mounts === undefined);
const outcomes = new Map<string, Outcome>();
/** By film, every alert that fired while it was shown. */
const fired = new Map<string, string[]>();
const stillActive: Alert[] = [];
let kept: Kept;

beforeAll(async () => {
  const [recent = '', older = ''] = await Promise.all([65, 180].map(collectedBefore));
  kept = { 65: recent, 180: older };
  const waiting = [...possible];
  const next = async (): Promise<void> => {
    const state = waiting.shift();
    if (state === undefined) return;
    outcomes.set(state.id, await state.bring(kept));
    return next();
  };
  // One that fails waits for the others, which end what they have started.
  const all = await Promise.allSettled(Array.from({ length: atOnce }, next));
  const failure = all.find((one) => one.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  await watchFilms();
}, 1_200_000);

afterAll(() =>
  Promise.all(Object.values(kept).map((directory) => rm(directory, { recursive: true }))),
);

function outcomeOf({ id }: Pick<State, 'id'>): Outcome {
  const outcome = outcomes.get(id);
  if (outcome === undefined) throw new Error(`${id} was not brought about.`);
  return outcome;
}

function frameOf({ recordedAt, toMachine }: Outcome, text: string): Frame {
  return { text, recordedAt, behind: toMachine };
}

/** Without what its schedules skipped, where that says nothing. */
function steady({ hasOddTicks }: State, text: string): string {
  return hasOddTicks ? text.replace(/^nalssi_schedule_events_total.*\n/gm, '') : text;
}

/** The states as a Prometheus sees them, and what takes several processes after one another. */
function films(): Film[] {
  const healthy = outcomeOf({ id: 'healthy' });
  const usual = frameOf(healthy, healthy.surfaces.metrics ?? '');
  const scraped = possible.filter((state) => outcomeOf(state).scrapes.length > 0);
  const ofStates = scraped.map((state): Film => {
    const outcome = outcomeOf(state);
    const { scrapes, mended } = outcome;
    const extra = {
      ...(state.lasts !== undefined && { lasted: state.lasts * 60_000 }),
      sequence: state.losesSequence ? 0 : 1_000,
    };
    return {
      id: state.id,
      healthy: usual,
      broken: scrapes.map((text) =>
        text === null ? null : { ...frameOf(outcome, steady(state, text)), ...extra },
      ),
      mended: { ...(mended === undefined ? usual : frameOf(outcome, mended)), sequence: 2_000 },
    };
  });
  const starts = ['unknown-content', 'suspect-values', 'table-old', 'quota-low'].map(
    (id, place) => {
      const outcome = outcomeOf({ id });
      const text = healthy.surfaces.metrics ?? '';
      const start = /^(nalssi_process_start_time_seconds) (\S+)$/m;
      const own = Number(start.exec(outcome.surfaces.metrics ?? '')?.[2]);
      // Each world has a time of its own.
      const inHealthy = own + (outcome.toMachine - healthy.toMachine) / 1_000;
      const moved = frameOf(healthy, text.replace(start, `$1 ${inHealthy}`));
      return { ...moved, sequence: 1_000 * (place + 1) };
    },
  );
  return [
    ...ofStates,
    { id: 'restarts', healthy: usual, broken: starts, mended: { ...usual, sequence: 9_000 } },
  ];
}

/** Shows all films until every alert had its time, and then until all are over. */
async function watchFilms(): Promise<void> {
  const shown = films();
  await using projector = await Projector.show(shown);
  const ids = shown.map(({ id }) => id);
  await using prometheus = await Prometheus.watch(ids, projector.port);
  const isOver = (all: readonly Fired[], { id, broken }: Film) => {
    const last = broken[0] === null ? 'NalssiDown' : sentinel;
    return all.some(({ film, name }) => film === id && name === last);
  };
  await pollUntil(async () => {
    const all = await prometheus.fired();
    return shown.every((film) => isOver(all, film));
  });
  for (const { name, film } of await prometheus.fired()) {
    if (name !== sentinel) fired.set(film, [...(fired.get(film) ?? []), name]);
  }
  projector.mend();
  const lasting = async () => {
    const all = (await prometheus.alerts()) ?? [];
    return all.filter(({ name }) => name !== 'NalssiHeartbeat');
  };
  await pollUntil(async () => (await lasting()).length === 0).catch(() => undefined);
  stillActive.push(...(await lasting()));
}

/** Polls until `holds`; rejects after three minutes, which is forever. */
async function pollUntil(holds: () => Promise<boolean>): Promise<void> {
  await vi.waitUntil(holds, { timeout: 180_000, interval: 200 });
}

const rules = rulesIn(await readFile(join(deploy, 'alerts.yml'), 'utf8'));

/** Section of a state in the readme, as links name it. */
const anchorOf = ({ name }: State) => name.toLowerCase().replaceAll(' ', '-');

describe('every alert', () => {
  const everywhere = () => new Set([...fired.values()].flat());

  test.each(rules.filter(({ name }) => canMount || !/Directory|Store/.test(name)))(
    '$name fires in a Prometheus that reads what processes said',
    ({ name }) => {
      expect([...everywhere()]).toContain(name);
    },
  );

  test.each(rules.filter(({ see }) => see !== '' && (canMount || !/^(disk|dir)/.test(see))))(
    '$name leads to a state in which it fires',
    ({ name, see }) => {
      const state = possible.find((one) => anchorOf(one) === see);

      expect(fired.get(state?.id ?? '')).toContain(name);
    },
  );

  test('is over once all is well', () => {
    expect(stillActive).toEqual([]);
  });

  test('keeps quiet where all is well', () => {
    expect(fired.get('healthy') ?? []).toEqual([]);
  });
});

describe('the metrics of a process', () => {
  test.each(possible)('are as promtool wants them: $name', (state) => {
    const { metrics } = outcomeOf(state).surfaces;
    if (metrics === null) return;
    const check = () =>
      execFileSync(toolPath('promtool', 'prometheus'), ['check', 'metrics'], {
        input: metrics,
        encoding: 'utf8',
        stdio: 'pipe',
      });

    expect(check()).toBe('');
  });
});

describe('the page for operators in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
  });
  afterAll(() => browser.close());

  test.each(
    possible.filter(({ id }) =>
      ['healthy', 'one-refused', 'disk-full', 'stale-upstream', 'old-copy'].includes(id),
    ),
  )('says what its model says: $name', async (state) => {
    const { feed, ops } = outcomeOf(state).surfaces;
    if (feed === null) throw new Error('It has no feed.');
    await using server = await FeedRecord.serve(feed, page);
    const tab = await browser.newPage();
    await tab.clock.setSystemTime(feed.date);
    await tab.goto(`${server.address}/ops/?lang=en`);
    const verdict = tab.locator('#verdict-heading');
    await expect.poll(() => verdict.textContent()).not.toMatch(/^Reading/);
    const seen: Page = {
      verdict: (await verdict.textContent()) ?? '',
      reasons: await tab.locator('.reasons li').evaluateAll((items) =>
        items.map((item) => {
          for (const aside of item.querySelectorAll('.faint, .tag')) aside.remove();
          const texts = [...item.querySelectorAll('p')].map((part) => part.textContent.trim());
          return texts.join(' ');
        }),
      ),
    };
    await tab.close();

    expect(seen).toEqual(ops);
  });
});

/** The formatter of the repository pads the cells of a table and parts it from what is around. */
const linesIn = (text: string) =>
  text
    .trim()
    .replace(/ +/g, ' ')
    .replace(/-{3,}/g, '---')
    .replace(/\| ?---/g, '|---')
    .replace(/--- ?\|/g, '---|')
    .split('\n');

// Without the small disks of their own two states are missing in it.
test.runIf(canMount)('the table of states says what each surface said', async () => {
  const healthy = outcomeOf({ id: 'healthy' }).surfaces.metrics ?? '';
  const rows = possible.map((state): Row => {
    const { surfaces } = outcomeOf(state);
    const names = fired.get(state.id) ?? [];
    const alerts = rules.filter(({ name }) => names.includes(name));
    const text = surfaces.metrics === null ? null : steady(state, surfaces.metrics);
    const isScraped = outcomeOf(state).scrapes.length > 0;
    const series = isScraped ? seriesThatDiffer(text, healthy) : ['no process'];
    const log = surfaces.log.filter((line) => !state.hasOddTicks || !line.includes(' scheduler'));
    return { ...surfaces, log, state, alerts, series };
  });
  const table = tableOf(rows);
  const text = await readFile(readme, 'utf8');
  const [, start = '', , end = ''] =
    /^([\s\S]*<!-- states -->\n)([\s\S]*)(\n<!-- \/states -->[\s\S]*)$/.exec(text) ?? [];
  if (process.env['NALSSI_WRITE_TABLES']) await writeFile(readme, `${start}${table}${end}`);
  const written = await readFile(readme, 'utf8');
  const [, there = ''] = /<!-- states -->\n([\s\S]*)\n<!-- \/states -->/.exec(written) ?? [];

  expect(linesIn(there)).toEqual(linesIn(table));
});
