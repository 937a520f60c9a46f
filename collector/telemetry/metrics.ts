import {
  type FeedStatus,
  feedStatuses,
  observationQuality,
  observationState,
} from '@nalssi/schemas';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { qualityOf, type Snapshot } from '../snapshot/snapshot.ts';
import { version } from '../version.ts';
import type { PublishFacts, Telemetry } from './telemetry.ts';

const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Shares of the ages of all temperatures that are shown. */
const quantiles = [0.5, 0.95, 1];

/** The metrics of one collector in Prometheus form. Base units; no label a station. */
export class Metrics implements Telemetry {
  readonly #registry = new Registry();
  readonly #counters = {
    runs: this.#counter('nalssi_runs_total', 'Runs of a source', ['source', 'result']),
    requests: this.#counter('nalssi_upstream_requests_total', 'Requests to an upstream', [
      'source',
      'outcome',
    ]),
    retries: this.#counter('nalssi_retries_total', 'Requests that were made again', ['source']),
    unknown: this.#counter('nalssi_unknown_total', 'Unknown words, keys and stations in answers', [
      'source',
      'kind',
    ]),
    dropped: this.#counter('nalssi_dropped_rows_total', 'Rows left out of answers', [
      'source',
      'reason',
    ]),
    publishes: this.#counter('nalssi_publishes_total', 'Publishes of the feed', ['result']),
    scheduleEvents: this.#counter(
      'nalssi_schedule_events_total',
      'Ticks that did not run as planned',
      ['schedule', 'event'],
    ),
    httpRequests: this.#counter('nalssi_http_requests_total', 'Answers of the HTTP server', [
      'code',
    ]),
  };
  readonly #histograms = {
    run: this.#histogram('nalssi_run_duration_seconds', 'Time of a run of a source', ['source']),
    publish: this.#histogram('nalssi_publish_duration_seconds', 'Time of a publish', []),
  };
  readonly #gauges = {
    lastSuccess: this.#gauge(
      'nalssi_last_success_timestamp_seconds',
      'When a source last gave something usable',
      ['source'],
    ),
    newest: this.#gauge(
      'nalssi_newest_observation_timestamp_seconds',
      'Newest time of observation that a source has given',
      ['source'],
    ),
    breaker: this.#gauge('nalssi_breaker_open', 'Whether a source is left alone', ['source']),
    quotaUsed: this.#gauge('nalssi_quota_used', 'Requests made today, Korean time', ['source']),
    quotaLimit: this.#gauge('nalssi_quota_limit', 'Requests that the upstream allows a day', [
      'source',
    ]),
    stations: this.#gauge('nalssi_stations', 'Stations by state', ['state']),
    values: this.#gauge('nalssi_values', 'Values by verdict of the checks', ['quality']),
    age: this.#gauge('nalssi_observation_age_seconds', 'Age of the temperatures that are shown', [
      'quantile',
    ]),
    lastPublish: this.#gauge(
      'nalssi_last_publish_timestamp_seconds',
      'When the feed was last published',
      [],
    ),
    sequence: this.#gauge('nalssi_published_sequence', 'Sequence of the last publish', []),
    output: this.#gauge('nalssi_output_failing', 'Whether an output cannot be written', ['output']),
    status: this.#gauge('nalssi_feed_status', 'The status of the feed: one of them is 1', [
      'status',
    ]),
    clockStep: this.#gauge('nalssi_clock_step_seconds', 'Last step of the wall clock', []),
    build: this.#gauge('nalssi_build_info', 'What is running', ['version', 'node']),
  };

  constructor() {
    collectDefaultMetrics({ register: this.#registry, prefix: 'nalssi_' });
    this.#gauges.build.set({ version, node: process.versions.node }, 1);
  }

  /** The exposition format of Prometheus, and its content type. */
  async expose(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.#registry.contentType, body: await this.#registry.metrics() };
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
    this.#setSources(facts.sources);
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

  clockStep: Telemetry['clockStep'] = (step) => {
    this.#gauges.clockStep.set(step / 1_000);
  };

  #setStatus(current: FeedStatus): void {
    for (const status of feedStatuses)
      this.#gauges.status.set({ status }, Number(status === current));
  }

  #setStations({ stations, summary, at }: Snapshot): void {
    for (const state of observationState.options) {
      this.#gauges.stations.set({ state }, summary[state]);
    }
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
    for (const quantile of quantiles) {
      const age = ages[Math.min(ages.length - 1, Math.floor(ages.length * quantile))];
      if (age !== undefined) this.#gauges.age.set({ quantile }, age);
    }
  }

  #setSources(sources: PublishFacts['sources']): void {
    for (const { id, state, lastSuccessAt, newestObservedAt, blocked, quota } of sources) {
      if (state === 'off') continue;
      const source = { source: id };
      setTime(this.#gauges.lastSuccess, source, lastSuccessAt);
      setTime(this.#gauges.newest, source, newestObservedAt);
      this.#gauges.breaker.set(source, blocked === null ? 0 : 1);
      this.#gauges.quotaUsed.set(source, quota.used);
      if (quota.limit !== null) this.#gauges.quotaLimit.set(source, quota.limit);
    }
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    return new Histogram({ name, help, labelNames, buckets: seconds, registers: [this.#registry] });
  }
}

function setTime(gauge: Gauge<'source'>, labels: { source: string }, time: string | null): void {
  if (time !== null) gauge.set(labels, Date.parse(time) / 1_000);
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
