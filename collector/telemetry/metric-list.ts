/** A metric of `/metrics`, with the labels it has. */
interface Metric {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
}

/**
 * Every metric there is of our own: the registry is made from these, and alert rules and dashboard
 * may use no others. Base units; no label a station.
 */
export const metricList = {
  nalssi_runs_total: { kind: 'counter', help: 'Runs of a source', labels: ['source', 'result'] },
  nalssi_run_duration_seconds: {
    kind: 'histogram',
    help: 'Time of a run of a source',
    labels: ['source'],
  },
  nalssi_last_success_timestamp_seconds: {
    kind: 'gauge',
    help: 'When a source last gave something usable',
    labels: ['source'],
  },
  nalssi_newest_observation_timestamp_seconds: {
    kind: 'gauge',
    help: 'Newest time of observation that a source has given',
    labels: ['source'],
  },
  nalssi_source_late_seconds: {
    kind: 'gauge',
    help: 'How long a source that answers has given nothing new enough; 0 when it is not late',
    labels: ['source'],
  },
  nalssi_source_failing: {
    kind: 'gauge',
    help: 'Sources that fail, are late or are not asked, by the code of the error that counts',
    labels: ['source', 'code'],
  },
  nalssi_source_suspect_seconds: {
    kind: 'gauge',
    help: 'How long the temperatures of a source have been marked as a whole; 0 when they are not',
    labels: ['source'],
  },
  nalssi_source_unconfirmed_seconds: {
    kind: 'gauge',
    help: 'How long nothing has borne out the unusual first answer of a source; 0 when there is none',
    labels: ['source'],
  },
  nalssi_disagreements: {
    kind: 'gauge',
    help: 'Stations at which sources give temperatures of which only one can be true',
    labels: [],
  },
  nalssi_upstream_requests_total: {
    kind: 'counter',
    help: 'Requests to an upstream',
    labels: ['source', 'outcome'],
  },
  nalssi_retries_total: {
    kind: 'counter',
    help: 'Requests that were made again',
    labels: ['source'],
  },
  nalssi_breaker_open: {
    kind: 'gauge',
    help: 'Whether a source is left alone',
    labels: ['source'],
  },
  nalssi_quota_used: {
    kind: 'gauge',
    help: 'Requests made today, Korean time',
    labels: ['source'],
  },
  nalssi_quota_limit: {
    kind: 'gauge',
    help: 'Requests that the upstream allows a day',
    labels: ['source'],
  },
  nalssi_stations: {
    kind: 'gauge',
    help: 'Expected stations by the state of their temperature',
    labels: ['state'],
  },
  nalssi_unknown_stations: {
    kind: 'gauge',
    help: 'Stations that the catalogue does not know',
    labels: [],
  },
  nalssi_values: { kind: 'gauge', help: 'Values by verdict of the checks', labels: ['quality'] },
  nalssi_warnings: {
    kind: 'gauge',
    help: 'Warnings in force by how they found their place',
    labels: ['placement'],
  },
  nalssi_unknown_warning_zones: {
    kind: 'gauge',
    help: 'Zones of warnings in force that the catalogue does not have',
    labels: [],
  },
  nalssi_observation_age_seconds: {
    kind: 'gauge',
    help: 'Age that so great a share of the temperatures that are shown does not exceed',
    labels: ['share'],
  },
  nalssi_unknown_total: {
    kind: 'counter',
    help: 'Unknown words, keys and stations in answers',
    labels: ['source', 'kind'],
  },
  nalssi_dropped_rows_total: {
    kind: 'counter',
    help: 'Rows left out of answers',
    labels: ['source', 'reason'],
  },
  nalssi_publishes_total: { kind: 'counter', help: 'Publishes of the feed', labels: ['result'] },
  nalssi_publish_duration_seconds: { kind: 'histogram', help: 'Time of a publish', labels: [] },
  nalssi_last_publish_timestamp_seconds: {
    kind: 'gauge',
    help: 'When the feed was last published; before the first time, when the process began',
    labels: [],
  },
  nalssi_published_sequence: { kind: 'gauge', help: 'Sequence of the last publish', labels: [] },
  nalssi_feed_looks_total: {
    kind: 'counter',
    help: 'Looks of a read-only server at the feed that another process publishes',
    labels: ['result'],
  },
  nalssi_feed_read_delay_seconds: {
    kind: 'gauge',
    help: 'From when the last edition was made until a read-only server served it',
    labels: [],
  },
  nalssi_leads: {
    kind: 'gauge',
    help: 'Whether this of several collectors asks and publishes; 0 while it stands by, or cannot know that it leads',
    labels: [],
  },
  nalssi_output_failing: {
    kind: 'gauge',
    help: 'Whether an output cannot be written',
    labels: ['output'],
  },
  nalssi_table_timestamp_seconds: {
    kind: 'gauge',
    help: 'As of when a table of facts holds: stations, zones',
    labels: ['table'],
  },
  nalssi_table_old: {
    kind: 'gauge',
    help: 'Whether KMA was not heard of a table for so long that it may be wrong',
    labels: ['table'],
  },
  nalssi_feed_status: {
    kind: 'gauge',
    help: 'The status of the feed: one of them is 1',
    labels: ['status'],
  },
  nalssi_schedule_events_total: {
    kind: 'counter',
    help: 'Ticks that did not run as planned',
    labels: ['schedule', 'event'],
  },
  nalssi_http_requests_total: {
    kind: 'counter',
    help: 'Answers of the HTTP server',
    labels: ['code'],
  },
  nalssi_clock_step_seconds: {
    kind: 'gauge',
    help: 'Last step of the wall clock; 0 after five minutes without one',
    labels: [],
  },
  nalssi_clock_offset_seconds: {
    kind: 'gauge',
    help: "How far the clock is ahead of the upstreams', negative where it is behind; NaN while nobody knows",
    labels: [],
  },
  nalssi_time_seconds: {
    kind: 'gauge',
    help: "The collector's clock: ages are told by it, whatever the clock of Prometheus says",
    labels: [],
  },
  nalssi_event_loop_lag_seconds: {
    kind: 'gauge',
    help: 'How late the event loop was for what was due, at most since the metrics were last read',
    labels: [],
  },
  nalssi_build_info: { kind: 'gauge', help: 'What is running', labels: ['version', 'node'] },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof metricList;
/** The labels of a metric. */
export type LabelOf<Name extends MetricName> = (typeof metricList)[Name]['labels'][number];

/** Those of Node's own metrics, by prom-client, that alert rules and dashboard use. */
export const nodeMetrics = [
  'nalssi_process_start_time_seconds',
  'nalssi_process_resident_memory_bytes',
  'nalssi_process_cpu_seconds_total',
] as const;
