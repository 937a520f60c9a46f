import { fileNames } from '../../../widget/operators/feed/feed-files.ts';
import type { StartedCommand } from '../started-command.ts';
import { type Feed, FeedRecord } from './feed-record.ts';
import type { Page } from './page-reader.ts';
import type { Site } from './site.ts';
import { minute } from './world.ts';

/** What an operator is told in one state, by everything there is to look at. */
export interface Surfaces {
  /** What the feed says of itself; `null` where there is none. */
  readonly status: string | null;
  /** `200 ready`, or why there is no answer. */
  readonly readyz: string;
  readonly inspect: Inspected;
  readonly ops: Page;
  /** The text of `/metrics`; `null` where nobody answers. */
  readonly metrics: string | null;
  /** Warnings and errors, as `code source: message`. */
  readonly log: readonly string[];
  /** The files of the feed that the page for operators reads, as they were served. */
  readonly feed: Feed | null;
}

export interface Inspected {
  readonly code: number | null;
  /** What stands above the table of stations, or the error. */
  readonly lines: readonly string[];
}

/** What is said of a site that serves, or does no more. */
export async function surfacesOf(site: Site): Promise<Surfaces> {
  const log = complaintsOf(site.serving);
  const answers = await site.get('/readyz').then(
    async ({ code, text }) => ({
      readyz: `${code} ${text.trim()}`,
      status: await statusOf(site),
      metrics: (await site.get('/metrics')).text,
      feed: await feedOf(site),
    }),
    () => ({ readyz: 'no answer', status: null, metrics: null, feed: null }),
  );
  const { feed } = answers;
  if (feed === null) {
    return { ...answers, log, ...(await lookedAt(site, `${site.address}`)) };
  }
  // Who looks takes seconds on a busy machine, and the moment is over then.
  await using record = await FeedRecord.serve(feed);
  return { ...answers, log, ...(await lookedAt(site, record.address)) };
}

async function lookedAt(site: Site, address: string): Promise<Pick<Surfaces, 'ops' | 'inspect'>> {
  return { ops: await pageOf(site, address), inspect: await inspect(site, `${address}/v1`) };
}

async function statusOf(site: Site): Promise<string | null> {
  const { code, text } = await site.get('/v1/index.json');
  return code === 200 ? String(JSON.parse(text).status) : null;
}

export async function feedOf(site: Site): Promise<Feed> {
  const files = new Map<string, string>();
  for (const name of fileNames) {
    const path = `/v1/${name}.json`;
    files.set(path, (await site.get(path)).text);
  }
  return { files, date: site.world.now() + site.ahead * minute };
}

/** `nalssi inspect` by somebody whose clock is right. */
export async function inspect(site: Site, target: string): Promise<Inspected> {
  const command = site.run(['inspect', target], site.world.variables());
  const { code } = await command.ended;
  const [head = ''] = command.output.split('\n\n');
  const lines = `${head}\n${command.errors}`.split('\n').filter((line) => line !== '');
  return { code, lines };
}

/** What the page for operators tells somebody whose clock is right. */
export async function pageOf(site: Site, address: string): Promise<Page> {
  const reader = site.look('page-reader.ts', address);
  const { code } = await reader.ended;
  if (code !== 0) throw new Error(`The reader of the page ended with ${code}:\n${reader.errors}`);
  return JSON.parse(reader.output) as Page;
}

/** The warnings and errors of a process, each once, but for those of how the ticker was built. */
export function complaintsOf({ output, errors }: StartedCommand): string[] {
  const entries = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const complaints = entries
    .filter(({ level, code }) => level !== 'info' && !/scripts|widget/.test(String(code)))
    .map(
      ({ level, code, source, msg }) =>
        `${level} ${code}${source === undefined ? '' : ` (${source})`}: ${msg}`,
    );
  return [...new Set(complaints), ...errors.split('\n').filter((line) => line !== '')];
}
