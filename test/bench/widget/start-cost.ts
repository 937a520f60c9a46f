import type { Browser, Page } from 'playwright';
import {
  type MainThread,
  type TraceEvent,
  traceMainThread,
} from '../../widget/motion/trace-motion.ts';

/**
 * What a page does on its main thread from the beginning of the ticker's script until its stations
 * are there. Milliseconds in which the thread ran: it does not count while other programs run.
 */
export interface StartCost {
  /** Script, compiled and run, without the style and layout it asks for. */
  readonly script: number;
  /** All tasks: script, style, layout, paint. */
  readonly mainThread: number;
  readonly longestTask: number;
}

const scriptEvents = new Set([
  'EvaluateScript',
  'v8.compile',
  'v8.compileModule',
  'v8.evaluateModule',
  'FunctionCall',
  'RunMicrotasks',
  'BlinkScheduler_PerformMicrotaskCheckpoint',
  'TimerFire',
  'EventDispatch',
  'FireIdleCallback',
]);
const layoutEvents = new Set(['UpdateLayoutTree', 'Layout']);

const end = ({ ts, dur = 0 }: TraceEvent) => ts + dur;

/** Those of `events` that are not inside another of them. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  const found: TraceEvent[] = [];
  const inOrder = events.toSorted((one, other) => one.ts - other.ts || end(other) - end(one));
  for (const event of inOrder) {
    const last = found.at(-1);
    if (last === undefined || event.ts >= end(last)) found.push(event);
  }
  return found;
}

/** A machine a quarter as fast as this one takes so many times as long. */
const quarter = 4;

function milliseconds(events: readonly TraceEvent[]): number {
  return events.reduce((sum, { tdur, dur = 0 }) => sum + (tdur ?? dur), 0) / 1000;
}

/** Script with the style and layout of its time, ms in which the thread ran. */
export function scriptAndLayout({ events }: MainThread): number {
  return milliseconds(
    outermost(events.filter(({ name }) => scriptEvents.has(name) || layoutEvents.has(name))),
  );
}

function costOf({ events, tasks }: MainThread): StartCost {
  const began = events.find(({ name }) => name === 'v8.evaluateModule')?.ts;
  if (began === undefined) throw new Error('the trace has no module in it');
  const ours = events.filter((event) => end(event) > began);
  const script = outermost(ours.filter(({ name }) => scriptEvents.has(name)));
  const layout = outermost(ours.filter(({ name }) => layoutEvents.has(name))).filter((event) =>
    script.some((around) => event.ts >= around.ts && end(event) <= end(around)),
  );
  const ownTasks = tasks.filter((task) => end(task) > began);
  return {
    script: quarter * (milliseconds(script) - milliseconds(layout)),
    mainThread: quarter * milliseconds(ownTasks),
    longestTask: quarter * Math.max(...ownTasks.map((task) => milliseconds([task]))),
  };
}

/**
 * Loads the page at `url`, until `ready` says so and 1 s on: what it takes at a quarter of this machine's speed.
 * Four times what it takes, and not by Chromium's own slowing: that lets the thread spin by the clock on the wall,
 * in its own time, and beside other programs twice as much is read.
 */
export async function startCost(
  browser: Browser,
  url: string,
  ready: (page: Page) => Promise<unknown>,
): Promise<StartCost> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 400 } });
  const page = await context.newPage();
  const traced = await traceMainThread(page, async () => {
    const loaded = ready(page);
    await page.goto(url);
    await loaded;
    await new Promise((passed) => setTimeout(passed, 1_000));
  });
  await context.close();
  return costOf(traced);
}
