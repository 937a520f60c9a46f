/** Where hours are played. */
export interface HourHost {
  /** Shows one of the hours on the map, by its place; `null` for now. */
  showHour(hour: number | null): void;
  requestUpdate(): void;
}

interface ShownHours {
  readonly hours: readonly number[];
  readonly hour: number | null;
}

/** Milliseconds that an hour is seen. */
const step = 500;

/** Goes through the hours of a board, one after the other up to now. */
export class HourPlayer {
  readonly #host: HourHost;
  #model: ShownHours = { hours: [], hour: null };
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: HourHost) {
    this.#host = host;
  }

  get isPlaying(): boolean {
    return this.#timer !== undefined;
  }

  /** What the board shows, also where the reader has moved the slider. */
  follow(model: ShownHours): void {
    this.#model = model;
  }

  toggle(): void {
    if (this.isPlaying) {
      this.stop();
      this.#host.requestUpdate();
      return;
    }
    this.#timer = setInterval(() => this.#go(), step);
    // From the beginning, where it has come to its end.
    if (this.#model.hour === null) this.#host.showHour(0);
    else this.#host.requestUpdate();
  }

  /** Shows an hour by its place, of which the last stands for now. */
  moveTo(hour: number): void {
    this.#host.showHour(hour < this.#model.hours.length - 1 ? hour : null);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #go(): void {
    const next = (this.#model.hour ?? -1) + 1;
    if (next >= this.#model.hours.length - 1) this.stop();
    this.moveTo(next);
  }
}
