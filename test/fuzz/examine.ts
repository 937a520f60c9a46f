import {
  Catalogue,
  configOf,
  createLogger,
  formatKst,
  type Instant,
  ObservationRunner,
  Secrets,
  type SourceId,
  sources,
} from '@nalssi/collector';
import { buildFeedFiles, type FeedFiles } from '../../collector/feed/feed-files.ts';
import { healthOf } from '../../collector/intake/source-health.ts';
import type { Learnt } from '../../collector/intake/source-runner.ts';
import { WarningRunner } from '../../collector/intake/warning-intake.ts';
import type { SourceHoldings } from '../../collector/snapshot/holdings.ts';
import { noPast } from '../../collector/snapshot/past.ts';
import { type Snapshot, takeSnapshot } from '../../collector/snapshot/snapshot.ts';
import { snapshotWarnings } from '../../collector/snapshot/warnings.ts';
import type { Batch } from '../../collector/sources/reading.ts';
import type { ObservationSource, WarningSource } from '../../collector/sources/source.ts';
import { SourceError } from '../../collector/sources/source-error.ts';
import type { Warning, WarningBatch } from '../../collector/sources/warning.ts';
import { emptyLedger, ledgerAfter } from '../../collector/transport/ledger.ts';
import { checkFiles, checkSnapshot, Violation } from './invariants.ts';
import { requestOf, type Scene, soundAnswer } from './scenes.ts';
import { threadTime } from './thread-time.ts';

/** What came of one input: `accepted`, or the code of the error that it was refused with. */
export interface Examined {
  readonly outcome: string;
  /** What was new about an accepted answer, in words that repeat for answers of the same kind. */
  readonly kind: string;
}

export interface ExamineOptions {
  /** Whether to build and check all files of the feed, given what the answer was like. */
  readonly wantsFiles: (examined: Examined) => boolean;
  /** An input that takes more ms of CPU than this is a violation; none where it is absent. */
  readonly deadline?: number;
}

const catalogue = new Catalogue();
const log = createLogger(new Secrets(), 'json', { write: () => undefined });

function runnerOptions(id: SourceId, now: Instant) {
  const sleep = async () => undefined;
  return { config: configOf(id), keys: {}, clock: { now: () => now }, log, sleep, catalogue };
}

/** The collector's own runner, given answers directly instead of asking an upstream. */
class OpenObservationRunner extends ObservationRunner {
  take(answers: readonly Batch[], now: Instant): Learnt {
    return this.accept(answers, () => 'station-absent', now);
  }

  lose(): void {
    this.loseTouch();
  }
}

class OpenWarningRunner extends WarningRunner {
  take(answers: readonly WarningBatch[], now: Instant): Learnt {
    return this.accept(answers, () => 'station-absent', now);
  }

  lose(): void {
    this.loseTouch();
  }
}

/**
 * Puts one input through all that the collector does with an answer: reading, checking, holding on
 * top of a good earlier answer, snapshot, files. Throws Violation where a promise is broken.
 */
export function examine(
  id: SourceId,
  scene: Pick<Scene, 'now' | 'request'>,
  bytes: Uint8Array,
  options: ExamineOptions,
): Examined {
  const source = sources[id];
  const start = threadTime();
  try {
    return source.kind === 'warnings'
      ? examineWarnings(source, scene, bytes, options)
      : examineObservations(source, scene, bytes, options);
  } finally {
    const took = threadTime() - start;
    if (options.deadline !== undefined && took > options.deadline) {
      // biome-ignore lint/correctness/noUnsafeFinally: it was not done in time, whatever came of it
      throw new Violation(`it took ${Math.round(took)} ms of CPU`);
    }
  }
}

function examineObservations(
  source: ObservationSource,
  { now, request }: Pick<Scene, 'now' | 'request'>,
  bytes: Uint8Array,
  { wantsFiles }: ExamineOptions,
): Examined {
  const earlier = heldBefore(source, now);
  const runner = new OpenObservationRunner(source, runnerOptions(source.id, now), {
    stored: earlier.holdings,
  });
  const before = runner.holdings;
  const error = refusalOf(() => {
    const batch = request.read(bytes) as Batch;
    checkCount(source.id, bytes, request, batch);
    return batch;
  });
  const judged = error instanceof SourceError ? error : refusalOf(() => runner.take([error], now));
  const examined = examinedOf(judged, error);
  const hasFiles = wantsFiles(examined);
  if (judged instanceof SourceError) {
    if (runner.holdings !== before) throw new Violation('a refused answer changed what is held');
    if (!hasFiles) return examined;
    runner.lose();
  }
  const snapshot = takeSnapshot([runner], catalogue, now);
  checkSnapshot(snapshot, earlier.snapshot, judged instanceof SourceError);
  if (hasFiles) {
    const health = healthAfter(runner, judged, now);
    checkFiles(filesOf(snapshot, snapshotWarnings(null, catalogue, now), health), now);
  }
  return examined;
}

function examineWarnings(
  source: WarningSource,
  { now, request }: Pick<Scene, 'now' | 'request'>,
  bytes: Uint8Array,
  { wantsFiles }: ExamineOptions,
): Examined {
  const { id } = source;
  const earlier = listBefore(source, now);
  const runner = new OpenWarningRunner(source, runnerOptions(id, now), earlier);
  const batch = refusalOf(() => request.read(bytes) as WarningBatch);
  const judged = batch instanceof SourceError ? batch : refusalOf(() => runner.take([batch], now));
  const examined = examinedOf(judged, batch);
  if (judged instanceof SourceError) {
    if (runner.list !== earlier) throw new Violation('a refused answer changed what is held');
    runner.lose();
  } else if (!(batch instanceof SourceError) && batch.warnings.length > bytes.length / 4) {
    throw new Violation(`${batch.warnings.length} warnings in ${bytes.length} bytes`);
  }
  const warnings = snapshotWarnings(runner, catalogue, now);
  if (warnings.warnings.length > 0 && !(Number(warnings.expiresAt) > now)) {
    throw new Violation('warnings of a list that has expired');
  }
  if (wantsFiles(examined)) {
    const snapshot = takeSnapshot([], catalogue, now);
    checkFiles(filesOf(snapshot, warnings, healthAfter(runner, judged, now)), now);
  }
  return examined;
}

const listsBefore = new Map<Instant, WarningBatch>();

function listBefore(source: WarningSource, now: Instant): WarningBatch {
  const then = now - 10 * 60_000;
  const known = listsBefore.get(then);
  const { id } = source;
  const list = known ?? (requestOf(id, then).read(soundAnswer(id, then)) as WarningBatch);
  listsBefore.set(then, list);
  return list;
}

/** What a call gives, or the error of the source that it throws; any other error is a violation. */
function refusalOf<Result>(call: () => Result): Result | SourceError {
  try {
    return call();
  } catch (error) {
    if (error instanceof SourceError) return error;
    if (error instanceof Violation) throw error;
    throw new Violation('it throws another error than SourceError', { cause: error });
  }
}

function examinedOf(
  learnt: Learnt | SourceError,
  batch: Batch | WarningBatch | SourceError,
): Examined {
  if (learnt instanceof SourceError || batch instanceof SourceError) {
    const code = learnt instanceof SourceError ? learnt.code : 'internal';
    return { outcome: code, kind: code };
  }
  const { dropped, unknownStations, unknownWords, unknownKeys } = learnt.batch;
  const times = 'warnings' in batch ? batch.warnings.flatMap(timesOf) : [];
  const failures = learnt.failedValues.map((line) => line.replace(/^\d+ (\w+) \S+/, '$1'));
  const kind = [
    ...Object.keys(dropped),
    ...new Set(failures),
    ...new Set(times.map((time) => String(new Date(time).getUTCFullYear()))),
    unknownStations.length > 0 && 'unknown station',
    Object.keys(unknownWords).length > 0 && 'unknown word',
    Object.keys(unknownKeys).length > 0 && 'unknown key',
  ];
  return { outcome: 'accepted', kind: kind.filter(Boolean).sort().join(', ') };
}

function timesOf({ issuedAt, effectiveAt, endsAt }: Warning): Instant[] {
  return [issuedAt, effectiveAt, endsAt].filter((time) => time !== null);
}

interface Earlier {
  readonly holdings: SourceHoldings;
  /** The feed if nothing came of the input. */
  readonly snapshot: Snapshot;
}

const heldBy = new Map<string, Earlier>();

/** What a source said in good order a while before `now`. */
function heldBefore(source: ObservationSource, now: Instant): Earlier {
  const key = `${source.id} ${now}`;
  const known = heldBy.get(key);
  if (known !== undefined) return known;
  const isHourly = source.expiresAfter > 60 * 60_000;
  const then = isHourly
    ? Math.floor((now - 65 * 60_000) / 3_600_000) * 3_600_000
    : now - 15 * 60_000;
  const runner = new OpenObservationRunner(source, runnerOptions(source.id, then));
  const request = requestOf(source.id, then);
  runner.take([request.read(soundAnswer(source.id, then)) as Batch], then);
  const { holdings } = runner;
  const after = new OpenObservationRunner(source, runnerOptions(source.id, now), {
    stored: holdings,
  });
  after.lose();
  const earlier = { holdings, snapshot: takeSnapshot([after], catalogue, now) };
  heldBy.set(key, earlier);
  return earlier;
}

function healthAfter(
  { source }: OpenObservationRunner | OpenWarningRunner,
  judged: Learnt | SourceError,
  now: Instant,
) {
  const { id, title, cron: schedule, dailyRequests } = source;
  const run = { made: 1, failed: judged instanceof SourceError ? 1 : 0, unasked: 0 };
  const ledger =
    judged instanceof SourceError
      ? ledgerAfter(emptyLedger(now), { kind: 'failed', run, failure: judged, random: 0.5 }, now)
      : ledgerAfter(
          emptyLedger(now),
          { kind: 'answered', run, ...judged, failure: null, random: 0.5 },
          now,
        );
  const timeliness = { lateAfter: source.lateAfter, startedAt: now };
  return healthOf({ id, title, schedule, dailyRequests }, ledger, timeliness, now);
}

function filesOf(
  snapshot: Snapshot,
  warnings: ReturnType<typeof snapshotWarnings>,
  health: ReturnType<typeof healthAfter>,
): FeedFiles {
  try {
    return buildFeedFiles({
      snapshot,
      isEmpty: false,
      past: noPast(snapshot.at),
      catalogue: new Catalogue(),
      warnings,
      mode: 'live',
      status: 'ok',
      sequence: 1,
      changedAt: snapshot.at,
      sources: [health],
      publishes: [],
      outputs: [],
      interval: 60_000,
      startedAt: snapshot.at,
      publicUrl: null,
      version: '0.0.0',
    });
  } catch (cause) {
    throw new Violation(`no feed at ${formatKst(snapshot.at)}`, { cause });
  }
}

/** What may begin a row in each form: there cannot be more readings than of these. */
const rowMarks: Readonly<Record<Exclude<SourceId, 'data-go-kr' | 'warnings'>, RegExp>> = {
  'kma-map': /local/g,
  'kma-city': /<\/?t/gi,
  'kma-aws': /<\/?t/gi,
  'apihub-asos': /^/gm,
  'apihub-aws': /^/gm,
};

function checkCount(
  id: SourceId,
  bytes: Uint8Array,
  request: Scene['request'],
  { readings }: Batch,
): void {
  const text = Buffer.from(bytes).toString('latin1');
  const most = Object.hasOwn(rowMarks, id)
    ? (text.match(rowMarks[id as keyof typeof rowMarks])?.length ?? 0)
    : (request.stations?.length ?? 0);
  if (readings.length > most) {
    throw new Violation(`${readings.length} readings of at most ${most} rows`);
  }
  const keys = new Set(readings.map(({ station, observedAt }) => `${station} ${observedAt}`));
  if (keys.size < readings.length) throw new Violation('a station is there twice at one time');
}
