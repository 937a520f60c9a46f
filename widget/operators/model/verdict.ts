import type { HealthFile, SourceHealth } from '@nalssi/schemas';
import type { FileName } from '../feed/feed-files.ts';
import type { FileError } from '../feed/fetch-file.ts';
import type { HeldFiles } from '../feed/ops-client.ts';
import { type Contradictions, contradictionsIn } from './contradictions.ts';
import { okShare } from './ok-share.ts';
import { forecastQuota, type QuotaForecast, type QuotaSample } from './quota.ts';

/**
 * After so many intervals without a publish, and at least so long, the collector is not working.
 */
const silentIntervals = 3;
const shortestSilence = 180_000;

export type VerdictState = 'loading' | 'ok' | 'degraded' | 'stale' | 'unreachable';

/** Why the feed is as it is, or what will become a problem. */
export type Reason =
  | { readonly kind: 'unreachable'; readonly failure: FileError }
  | { readonly kind: 'silent'; readonly since: number }
  /** Sources that fail in the same way. */
  | { readonly kind: 'sources'; readonly code: string; readonly sources: readonly SourceHealth[] }
  | { readonly kind: 'no-source' | 'starting' | 'late' | 'unexplained' }
  | {
      readonly kind: 'share';
      readonly notFresh: number;
      readonly expected: number;
      /** Where most of them are, the worst first. */
      readonly regions: readonly (readonly [region: string, stations: number])[];
    }
  | Contradictions
  | { readonly kind: 'clock'; readonly ahead: number }
  | { readonly kind: 'output'; readonly output: HealthFile['outputs'][number] }
  | { readonly kind: 'quota'; readonly source: SourceHealth; readonly forecast: QuotaForecast }
  | { readonly kind: 'file'; readonly file: FileName; readonly failure: FileError };

export interface Verdict {
  readonly state: VerdictState;
  /** `atLeast`: it may have begun before what is known. */
  readonly since: { readonly at: number; readonly atLeast: boolean } | null;
  /** What makes the state; empty when it is ok. */
  readonly causes: readonly Reason[];
  /** What else needs a person's attention. */
  readonly notices: readonly Reason[];
}

export interface Evidence {
  readonly files: HeldFiles;
  readonly failures: ReadonlyMap<FileName, FileError>;
  readonly failingSince: number | null;
  readonly samples: ReadonlyMap<string, QuotaSample>;
  readonly now: number;
}

/** One word for the feed, since when, and why. */
export function verdictOf(evidence: Evidence): Verdict {
  const { files, failures, failingSince, now } = evidence;
  const { health } = files;
  const failure = failures.get('health');
  if (failure !== undefined) {
    const since =
      health === null || failingSince === null ? null : { at: failingSince, atLeast: false };
    return {
      state: 'unreachable',
      since,
      causes: [{ kind: 'unreachable', failure }],
      notices: [],
    };
  }
  if (health === null) return { state: 'loading', since: null, causes: [], notices: [] };
  const notices = noticesOf(health, evidence);
  const contradictions = contradictionsIn(health, files);
  const generatedAt = Date.parse(health.generatedAt);
  // The status in a file that nobody writes any more is the last word of a dead collector.
  if (
    now - generatedAt >
    Math.max(silentIntervals * (health.interval ?? health.ttl) * 1000, shortestSilence)
  ) {
    return {
      state: 'stale',
      since: { at: generatedAt, atLeast: false },
      causes: [{ kind: 'silent', since: generatedAt }, ...causesOf(health)],
      notices,
    };
  }
  // A feed of an older collector is ok while its directory fails.
  if (health.status === 'ok') notices.unshift(...failingOutputs(health.outputs));
  const causes = health.status === 'ok' ? [] : causesOf(health);
  if (contradictions !== null) {
    const isCause = health.status === 'degraded' && contradictions.isOfCountry;
    (isCause ? causes : notices).push(contradictions);
  }
  if (health.status !== 'ok' && causes.length === 0) causes.push({ kind: 'unexplained' });
  return { state: health.status, since: sinceOf(health), causes, notices };
}

function causesOf(health: HealthFile): Reason[] {
  const { status, sources, summary, coverage, outputs } = health;
  // It may be the cause of all others.
  const causes: Reason[] = clockOff(health);
  const on = sources.filter(({ state }) => state !== 'off');
  const { stations: expected, fresh, never } = summary;
  const observed = expected - never;
  const failing = on.filter(
    ({ state, unconfirmedSince }) =>
      state === 'failing' || state === 'blocked' || unconfirmedSince !== undefined,
  );
  const isStarting =
    observed === 0 && failing.length === 0 && on.some(({ state }) => state === 'starting');
  if (on.length === 0) causes.push({ kind: 'no-source' });
  else if (isStarting) causes.push({ kind: 'starting' });
  for (const [code, alike] of Map.groupBy(failing, codeOf)) {
    causes.push({ kind: 'sources', code, sources: alike });
  }
  if (status === 'stale' && observed > 0) causes.push({ kind: 'late' });
  if (!isStarting && fresh < expected * okShare) {
    const regions = Object.entries(coverage)
      .map(([region, { stations, fresh: good }]) => [region, stations - good] as const)
      .filter(([region, stations]) => stations > 0 && region !== 'none')
      .sort(([, one], [, other]) => other - one);
    causes.push({ kind: 'share', notFresh: expected - fresh, expected, regions });
  }
  return [...causes, ...failingOutputs(outputs)];
}

/** Milliseconds that the collector's clock is ahead, where it is off. */
function clockOff({ clock }: HealthFile): Reason[] {
  if (clock?.state !== 'off' || clock.offset === null) return [];
  return [{ kind: 'clock', ahead: clock.offset * 1000 }];
}

function failingOutputs(outputs: HealthFile['outputs']): Reason[] {
  return outputs
    .filter(({ state }) => state === 'failing')
    .map((output) => ({ kind: 'output', output }));
}

function codeOf({ blocked, lastError }: SourceHealth): string {
  return blocked?.code ?? lastError?.code ?? '';
}

function noticesOf(health: HealthFile, { failures, samples, now }: Evidence): Reason[] {
  const quotas = health.sources.flatMap((source): Reason[] => {
    if (source.state === 'off') return [];
    const forecast = forecastQuota(source.quota, now, samples.get(source.id));
    const isShort = forecast.kind === 'ends' || forecast.kind === 'gone';
    return isShort ? [{ kind: 'quota', source, forecast }] : [];
  });
  const files = [...failures].map(([file, failure]): Reason => ({ kind: 'file', file, failure }));
  return [...quotas, ...files];
}

/** The last publishes tell how long the status has been what it is. */
function sinceOf({ publishes, status, generatedAt }: HealthFile): Verdict['since'] {
  const before = publishes.findLastIndex((publish) => publish.status !== status);
  const first = publishes[before + 1];
  const at = Date.parse(first?.at ?? generatedAt);
  return { at, atLeast: before === -1 };
}
