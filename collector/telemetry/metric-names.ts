/** The metrics of `/metrics` with their labels. Alert rules and dashboard may use no others. */
export const metricLabels = {
  nalssi_runs_total: ['source', 'result'],
  nalssi_run_duration_seconds: ['source'],
  nalssi_last_success_timestamp_seconds: ['source'],
  nalssi_newest_observation_timestamp_seconds: ['source'],
  nalssi_upstream_requests_total: ['source', 'outcome'],
  nalssi_retries_total: ['source'],
  nalssi_breaker_open: ['source'],
  nalssi_quota_used: ['source'],
  nalssi_quota_limit: ['source'],
  nalssi_stations: ['state'],
  nalssi_values: ['quality'],
  nalssi_observation_age_seconds: ['quantile'],
  nalssi_unknown_total: ['source', 'kind'],
  nalssi_dropped_rows_total: ['source', 'reason'],
  nalssi_publishes_total: ['result'],
  nalssi_publish_duration_seconds: [],
  nalssi_last_publish_timestamp_seconds: [],
  nalssi_published_sequence: [],
  nalssi_output_failing: ['output'],
  nalssi_feed_status: ['status'],
  nalssi_schedule_events_total: ['schedule', 'event'],
  nalssi_http_requests_total: ['code'],
  nalssi_clock_step_seconds: [],
  nalssi_build_info: ['version', 'node'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MetricName = keyof typeof metricLabels;

/** Those of them that are histograms: their series end in `_bucket`, `_sum` and `_count`. */
export const histograms: readonly MetricName[] = [
  'nalssi_run_duration_seconds',
  'nalssi_publish_duration_seconds',
];

/** Those of Node's own metrics, by prom-client, that alert rules and dashboard use. */
export const nodeMetrics = [
  'nalssi_process_start_time_seconds',
  'nalssi_process_resident_memory_bytes',
  'nalssi_process_cpu_seconds_total',
  'nalssi_nodejs_eventloop_lag_p99_seconds',
] as const;
