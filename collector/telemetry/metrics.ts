import {
  type FeedStatus,
  feedStatuses,
  observationQuality,
  observationState,
  warningPlacement,
} from '@nalssi/schemas';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { disagreementsOf } from '../snapshot/disagreements.ts';
import { qualityOf, type Snapshot } from '../snapshot/snapshot.ts';
import { countPlacements, type WarningSnapshot } from '../snapshot/warnings.ts';
import { type Duration, type Instant, minutes } from '../time/clock.ts';
import { version } from '../version.ts';
import { EventLoopLag } from './event-loop-lag.ts';
import { type LabelOf, type MetricName, metricList } from './metric-list.ts';
import type { PublishFacts, Telemetry } from './telemetry.ts';

const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Of all temperatures that are shown. promtool keeps `quantile` for summaries. */
const shares = [0.5, 0.95, 1];

/** A step is measured once, between two looks: until every Prometheus has come by it stands. */
const stepStands: Duration = minutes(5);

/** Gauges of prom-client whose names end as those of counters do, which promtool objects to. */
const misnamed = ['handles', 'requests', 'resources'].map(
  (what) => `nalssi_nodejs_active_${what}_total`,
);

/**
 * Those that say how long the library waited between two looks at the event loop, 0.1 s in a loop that is never late, and
 * how long a turn of it took while the metrics were read: `event-loop-lag.ts` has the answer to what they ask.
 */
const lags = ['', '_min', '_max', '_mean', '_stddev', '_p50', '_p90', '_p99'].map(
  (which) => `nalssi_nodejs_eventloop_lag${which}_seconds`,
);

/** ms, weeks: the library cannot be told not to look at the event loop. */
const seldom = 2 ** 31 - 1;

/** The metrics of one collector in Prometheus form. */
export class Metrics implements Telemetry {
  readonly #registry = new Registry();
  readonly #counters = {
    runs: this.#counter('nalssi_runs_total'),
    requests: this.#counter('nalssi_upstream_requests_total'),
    retries: this.#counter('nalssi_retries_total'),
    unknown: this.#counter('nalssi_unknown_total'),
    dropped: this.#counter('nalssi_dropped_rows_total'),
    publishes: this.#counter('nalssi_publishes_total'),
    scheduleEvents: this.#counter('nalssi_schedule_events_total'),
    httpRequests: this.#counter('nalssi_http_requests_total'),
    looks: this.#counter('nalssi_feed_looks_total'),
  };
  readonly #histograms = {
    run: this.#histogram('nalssi_run_duration_seconds'),
    publish: this.#histogram('nalssi_publish_duration_seconds'),
  };
  readonly #gauges = {
    lastSuccess: this.#gauge('nalssi_last_success_timestamp_seconds'),
    newest: this.#gauge('nalssi_newest_observation_timestamp_seconds'),
    breaker: this.#gauge('nalssi_breaker_open'),
    quotaUsed: this.#gauge('nalssi_quota_used'),
    quotaLimit: this.#gauge('nalssi_quota_limit'),
    late: this.#gauge('nalssi_source_late_seconds'),
    failing: this.#gauge('nalssi_source_failing'),
    suspect: this.#gauge('nalssi_source_suspect_seconds'),
    unconfirmed: this.#gauge('nalssi_source_unconfirmed_seconds'),
    disagreements: this.#gauge('nalssi_disagreements'),
    stations: this.#gauge('nalssi_stations'),
    unknownStations: this.#gauge('nalssi_unknown_stations'),
    values: this.#gauge('nalssi_values'),
    warnings: this.#gauge('nalssi_warnings'),
    unknownZones: this.#gauge('nalssi_unknown_warning_zones'),
    age: this.#gauge('nalssi_observation_age_seconds'),
    lastPublish: this.#gauge('nalssi_last_publish_timestamp_seconds'),
    sequence: this.#gauge('nalssi_published_sequence'),
    readDelay: this.#gauge('nalssi_feed_read_delay_seconds'),
    leads: this.#gauge('nalssi_leads'),
    output: this.#gauge('nalssi_output_failing'),
    tableTime: this.#gauge('nalssi_table_timestamp_seconds'),
    tableOld: this.#gauge('nalssi_table_old'),
    status: this.#gauge('nalssi_feed_status'),
    clockStep: this.#gauge('nalssi_clock_step_seconds'),
    clockOffset: this.#gauge('nalssi_clock_offset_seconds'),
    time: this.#gauge('nalssi_time_seconds'),
    eventLoopLag: this.#gauge('nalssi_event_loop_lag_seconds'),
    build: this.#gauge('nalssi_build_info'),
  };

  readonly #eventLoopLag = new EventLoopLag();
  #steppedAt = Number.NEGATIVE_INFINITY;

  constructor() {
    const register = this.#registry;
    collectDefaultMetrics({
      register,
      prefix: 'nalssi_',
      eventLoopMonitoringPrecision: seldom,
    });
    this.#gauges.clockOffset.set(Number.NaN);
    // A collector that shares its feed with nobody does all of it.
    this.#gauges.leads.set(1);
    for (const name of [...misnamed, ...lags]) register.removeSingleMetric(name);
    // A count that begins with its first failure has never risen.
    this.#counters.publishes.inc({ result: 'failed' }, 0);
    // Silence counts from the start.
    this.#gauges.lastPublish.setToCurrentTime();
    this.#gauges.build.set({ version, node: process.versions.node }, 1);
  }

  /** The exposition format of Prometheus, and its content type. */
  async expose(): Promise<{ contentType: string; body: string }> {
    this.#gauges.time.setToCurrentTime();
    this.#gauges.eventLoopLag.set(this.#eventLoopLag.take());
    // prom-client (15) writes `Nan`, which the text format has as `NaN`.
    const body = (await this.#registry.metrics()).replace(/ Nan$/gm, ' NaN');
    return { contentType: this.#registry.contentType, body };
  }

  request: Telemetry['request'] = (source, outcome) => {
    this.#counters.requests.inc({ source, outcome });
  };

  retry: Telemetry['retry'] = (source) => {
    this.#counters.retries.inc({ source });
  };

  run: Telemetry['run'] = (source, result, duration) => {
    this.#counters.runs.inc({ source, result });
    this.#histograms.run.observe({ source }, duration / 1_000);
  };

  answered: Telemetry['answered'] = (source, batch) => {
    this.#counters.unknown.inc({ source, kind: 'word' }, sum(batch.unknownWords));
    this.#counters.unknown.inc({ source, kind: 'key' }, sum(batch.unknownKeys));
    this.#counters.unknown.inc({ source, kind: 'station' }, batch.unknownStations.length);
    for (const [reason, count] of Object.entries(batch.dropped)) {
      this.#counters.dropped.inc({ source, reason }, count);
    }
  };

  published: Telemetry['published'] = (facts) => {
    this.#counters.publishes.inc({ result: 'ok' });
    this.#histograms.publish.observe(facts.duration / 1_000);
    this.#gauges.lastPublish.setToCurrentTime();
    this.#gauges.sequence.set(facts.sequence);
    this.#setStatus(facts.status);
    this.#setStations(facts.snapshot);
    this.#setWarnings(facts.warnings);
    this.#setSources(facts.sources, facts.snapshot.at);
    const known = facts.clock?.state === 'unknown' ? null : facts.clock?.offset;
    this.#gauges.clockOffset.set(known ?? Number.NaN);
    for (const { id, date, isOld } of facts.tables) {
      this.#gauges.tableTime.set({ table: id }, Date.parse(date) / 1_000);
      this.#gauges.tableOld.set({ table: id }, Number(isOld));
    }
    for (const { id, state } of facts.outputs) {
      this.#gauges.output.set({ output: id }, state === 'failing' ? 1 : 0);
    }
  };

  publishFailed: Telemetry['publishFailed'] = () => {
    this.#counters.publishes.inc({ result: 'failed' });
  };

  scheduleEvent: Telemetry['scheduleEvent'] = (schedule, event) => {
    this.#counters.scheduleEvents.inc({ schedule, event });
  };

  httpRequest: Telemetry['httpRequest'] = (code) => {
    this.#counters.httpRequests.inc({ code });
  };

  looked: Telemetry['looked'] = (result) => {
    this.#counters.looks.inc({ result });
  };

  followed: Telemetry['followed'] = ({ sequence, status, delay }) => {
    this.#gauges.lastPublish.setToCurrentTime();
    this.#gauges.sequence.set(sequence);
    this.#setStatus(status);
    this.#gauges.readDelay.set(delay / 1_000);
  };

  leads: Telemetry['leads'] = (isLeading) => {
    this.#gauges.leads.set(Number(isLeading));
  };

  clockStep: Telemetry['clockStep'] = (step) => {
    if (step === 0 && performance.now() - this.#steppedAt < stepStands) return;
    if (step !== 0) this.#steppedAt = performance.now();
    this.#gauges.clockStep.set(step / 1_000);
  };

  #setStatus(current: FeedStatus): void {
    for (const status of feedStatuses)
      this.#gauges.status.set({ status }, Number(status === current));
  }

  #setStations(snapshot: Snapshot): void {
    const { stations, summary, at } = snapshot;
    this.#gauges.disagreements.set(disagreementsOf(snapshot).length);
    for (const state of observationState.options) {
      this.#gauges.stations.set({ state }, summary[state]);
    }
    const unknown = stations.filter(({ standing }) => standing === 'unknown').length;
    this.#gauges.unknownStations.set(unknown);
    const verdicts = new Map(observationQuality.options.map((quality) => [quality, 0]));
    for (const { elements } of stations) {
      for (const element of Object.values(elements)) {
        const quality = qualityOf(element);
        verdicts.set(quality, (verdicts.get(quality) ?? 0) + 1);
      }
    }
    for (const [quality, count] of verdicts) this.#gauges.values.set({ quality }, count);
    const ages = stations
      .flatMap(({ elements }) => elements.temperature?.shown ?? [])
      .map(({ observedAt }) => (at - observedAt) / 1_000)
      .sort((a, b) => a - b);
    for (const share of shares) {
      const age = ages[Math.min(ages.length - 1, Math.floor(ages.length * share))];
      if (age !== undefined) this.#gauges.age.set({ share }, age);
    }
  }

  #setWarnings({ warnings }: WarningSnapshot): void {
    const { byPlacement, unknownZones } = countPlacements(warnings);
    for (const placement of warningPlacement.options) {
      this.#gauges.warnings.set({ placement }, byPlacement[placement] ?? 0);
    }
    this.#gauges.unknownZones.set(Object.keys(unknownZones).length);
  }

  #setSources(sources: PublishFacts['sources'], at: Instant): void {
    this.#gauges.failing.reset();
    for (const health of sources) {
      const { id, state, lastSuccessAt, newestObservedAt, blocked, quota } = health;
      if (state === 'off') continue;
      const source = { source: id };
      const code = blocked?.code ?? (state === 'failing' ? health.lastError?.code : undefined);
      if (code !== undefined) this.#gauges.failing.set({ source: id, code }, 1);
      setTime(this.#gauges.lastSuccess, source, lastSuccessAt);
      setTime(this.#gauges.newest, source, newestObservedAt);
      this.#gauges.late.set(source, secondsSince(health.lateSince, at));
      this.#gauges.suspect.set(source, secondsSince(health.suspectSince, at));
      this.#gauges.unconfirmed.set(source, secondsSince(health.unconfirmedSince, at));
      this.#gauges.breaker.set(source, blocked === null ? 0 : 1);
      this.#gauges.quotaUsed.set(source, quota.used);
      if (quota.limit !== null) this.#gauges.quotaLimit.set(source, quota.limit);
    }
  }

  #counter<Name extends MetricName>(name: Name) {
    return new Counter<LabelOf<Name>>(this.#described(name));
  }

  #gauge<Name extends MetricName>(name: Name) {
    return new Gauge<LabelOf<Name>>(this.#described(name));
  }

  #histogram<Name extends MetricName>(name: Name) {
    return new Histogram<LabelOf<Name>>({ ...this.#described(name), buckets: seconds });
  }

  #described<Name extends MetricName>(name: Name) {
    const { help, labels } = metricList[name];
    const labelNames: readonly LabelOf<Name>[] = labels;
    return { name, help, labelNames, registers: [this.#registry] };
  }
}

/** 0 of what has not begun. */
function secondsSince(time: string | undefined, at: Instant): number {
  return time === undefined ? 0 : Math.max((at - Date.parse(time)) / 1_000, 0);
}

function setTime(gauge: Gauge<'source'>, labels: { source: string }, time: string | null): void {
  if (time !== null) gauge.set(labels, Date.parse(time) / 1_000);
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
