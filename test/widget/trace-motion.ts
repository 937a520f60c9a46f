import type { Page } from 'playwright';

/** What a page's renderer did while it was left alone. */
export interface MotionCost {
  animationFrames: number;
  layouts: number;
  styleRecalculations: number;
  /** Frames the compositor drew. */
  frames: number;
  /** Milliseconds of tasks on the main thread. */
  mainThread: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly frames?: readonly { url: string; processId?: number }[] };
  };
}

const categories = [
  'toplevel',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'devtools.timeline.frame',
];

/** The process that renders `url`. Chromium has others, for its own address bar among them. */
function rendererOf(events: readonly TraceEvent[], url: string): number {
  const frames = events
    .filter(({ name }) => name === 'TracingStartedInBrowser')
    .flatMap(({ args }) => args?.data?.frames ?? []);
  const renderer = frames.find((frame) => frame.url === url)?.processId;
  if (renderer === undefined) throw new Error(`the trace does not say who renders ${url}`);
  return renderer;
}

function costOf(events: readonly TraceEvent[], url: string): MotionCost {
  const renderer = rendererOf(events, url);
  const thread = events.find(
    ({ name, pid, args }) =>
      name === 'thread_name' && pid === renderer && args?.name === 'CrRendererMain',
  )?.tid;
  const main = events.filter(({ pid, tid }) => pid === renderer && tid === thread);
  const count = (name: string) => main.filter((event) => event.name === name).length;
  const tasks = main.filter(
    ({ name }) => name === 'RunTask' || name === 'ThreadControllerImpl::RunTask',
  );
  // Both names are traced for the same task in some versions; one of them is enough.
  const name = tasks[0]?.name;
  return {
    animationFrames: count('FireAnimationFrame'),
    layouts: count('Layout'),
    styleRecalculations: count('UpdateLayoutTree'),
    frames: events.filter(({ name, pid }) => name === 'DrawFrame' && pid === renderer).length,
    mainThread: tasks
      .filter((task) => task.name === name)
      .reduce((total, { dur = 0 }) => total + dur / 1000, 0),
  };
}

/** Traces `page` for `milliseconds` in which nobody does anything. */
export async function traceMotion(page: Page, milliseconds: number): Promise<MotionCost> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  const complete = new Promise<void>((done) => session.on('Tracing.tracingComplete', () => done()));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  });
  await new Promise((passed) => setTimeout(passed, milliseconds));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return costOf(events, page.url());
}
