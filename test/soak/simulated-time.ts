/**
 * Time that moves when it is told to: the clock of the collector, and with it the monotonic one of this
 * process, by which durations are told. Timers run on in real time. Disposing gives the process its own
 * time back.
 */
export class SimulatedTime implements Disposable {
  #now: number;
  #passed = 0;

  /** `start`: RFC 3339. */
  constructor(start: string) {
    this.#now = Date.parse(start);
    const begun = performance.now();
    Object.defineProperty(performance, 'now', {
      configurable: true,
      value: () => begun + this.#passed,
    });
  }

  now(): number {
    return this.#now;
  }

  /** `duration` in ms. */
  advance(duration: number): void {
    this.#now += duration;
    this.#passed += duration;
  }

  [Symbol.dispose](): void {
    // What is left is that of the prototype.
    Reflect.deleteProperty(performance, 'now');
  }
}
