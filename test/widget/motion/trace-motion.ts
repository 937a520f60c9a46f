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

interface TracedFrame {
  readonly url?: string;
  readonly processId?: number;
}

export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** When it began, in microseconds. */
  readonly ts: number;
  /** Microseconds. */
  readonly dur?: number;
  /**
   * Microseconds of them in which its thread ran, which other work on the machine does not
   * lengthen.
   */
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: TracedFrame & { readonly frames?: readonly TracedFrame[] };
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
  const frames = events.flatMap(({ name, args: { data } = {} }) => {
    if (name === 'TracingStartedInBrowser') return data?.frames ?? [];
    return name === 'FrameCommittedInBrowser' && data !== undefined ? [data] : [];
  });
  const renderer = frames.find((frame) => frame.url === url)?.processId;
  if (renderer === undefined) throw new Error(`the trace does not say who renders ${url}`);
  return renderer;
}

/** What a page's renderer did on its main thread. */
export interface MainThread {
  readonly events: readonly TraceEvent[];
  /** Those of the events that are whole tasks. */
  readonly tasks: readonly TraceEvent[];
}

function mainThreadOf(events: readonly TraceEvent[], renderer: number): MainThread {
  const thread = events.find(
    ({ name, pid, args }) =>
      name === 'thread_name' && pid === renderer && args?.name === 'CrRendererMain',
  )?.tid;
  const main = events.filter(({ pid, tid }) => pid === renderer && tid === thread);
  const tasks = main.filter(
    ({ name }) => name === 'RunTask' || name === 'ThreadControllerImpl::RunTask',
  );
  // Both names are traced for the same task in some versions; one of them is enough.
  const name = tasks[0]?.name;
  return { events: main, tasks: tasks.filter((task) => task.name === name) };
}

/** Traces `page` while `act` runs. */
async function trace(page: Page, act: () => Promise<void>): Promise<readonly TraceEvent[]> {
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
  await act();
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return events;
}

/** What happens on the main thread of `page` while `act` runs, which may load it. */
export async function traceMainThread(page: Page, act: () => Promise<void>): Promise<MainThread> {
  const events = await trace(page, act);
  return mainThreadOf(events, rendererOf(events, page.url()));
}

/** Traces `page` for `milliseconds` in which nobody does anything. */
export async function traceMotion(page: Page, milliseconds: number): Promise<MotionCost> {
  const traced = await trace(page, () => new Promise((passed) => setTimeout(passed, milliseconds)));
  const renderer = rendererOf(traced, page.url());
  const { events, tasks } = mainThreadOf(traced, renderer);
  const count = (name: string) => events.filter((event) => event.name === name).length;
  return {
    animationFrames: count('FireAnimationFrame'),
    layouts: count('Layout'),
    styleRecalculations: count('UpdateLayoutTree'),
    frames: traced.filter(({ name, pid }) => name === 'DrawFrame' && pid === renderer).length,
    mainThread: tasks.reduce((total, { dur = 0 }) => total + dur / 1000, 0),
  };
}
