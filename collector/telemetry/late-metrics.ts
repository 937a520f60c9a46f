import type { Metrics } from './metrics.ts';
import type { Telemetry } from './telemetry.ts';

/**
 * The metrics of a process whose readers are not to wait for the library that counts: it is loaded
 * when somebody says so or reads them, and hears then what was to be counted before.
 */
export class LateMetrics implements Telemetry {
  #loading: Promise<Metrics> | null = null;
  #metrics: Metrics | null = null;
  #untold: ((metrics: Metrics) => void)[] = [];

  load(): Promise<Metrics> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** The exposition format of Prometheus, and its content type. */
  async expose(): Promise<{ contentType: string; body: string }> {
    return (await this.load()).expose();
  }

  async #load(): Promise<Metrics> {
    const { Metrics } = await import('./metrics.ts');
    const metrics = new Metrics();
    this.#metrics = metrics;
    for (const tell of this.#untold) tell(metrics);
    this.#untold = [];
    return metrics;
  }

  #tell(tell: (metrics: Metrics) => void): void {
    if (this.#metrics === null) this.#untold.push(tell);
    else tell(this.#metrics);
  }

  request: Telemetry['request'] = (...facts) => this.#tell((metrics) => metrics.request(...facts));
  retry: Telemetry['retry'] = (...facts) => this.#tell((metrics) => metrics.retry(...facts));
  run: Telemetry['run'] = (...facts) => this.#tell((metrics) => metrics.run(...facts));
  answered: Telemetry['answered'] = (...facts) =>
    this.#tell((metrics) => metrics.answered(...facts));
  published: Telemetry['published'] = (facts) => this.#tell((metrics) => metrics.published(facts));
  publishFailed: Telemetry['publishFailed'] = () =>
    this.#tell((metrics) => metrics.publishFailed());
  scheduleEvent: Telemetry['scheduleEvent'] = (...facts) =>
    this.#tell((metrics) => metrics.scheduleEvent(...facts));
  httpRequest: Telemetry['httpRequest'] = (code) =>
    this.#tell((metrics) => metrics.httpRequest(code));
  looked: Telemetry['looked'] = (result) => this.#tell((metrics) => metrics.looked(result));
  followed: Telemetry['followed'] = (facts) => this.#tell((metrics) => metrics.followed(facts));
  leads: Telemetry['leads'] = (isLeading) => this.#tell((metrics) => metrics.leads(isLeading));
  clockStep: Telemetry['clockStep'] = (step) => this.#tell((metrics) => metrics.clockStep(step));
}
