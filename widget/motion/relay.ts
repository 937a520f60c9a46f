import { keyframes, offsetAt, phases, type RelayGeometry, stepCount } from './relay-geometry.ts';

/** Milliseconds of one loop. */
function loopTime({ loop }: RelayGeometry, speed: number): number {
  return (loop / Math.abs(speed)) * 1000;
}

/**
 * An effect's timing for a geometry; `speed` in px/s, below zero to the right. It steps by whole
 * device pixels, which keeps text crisp and draws no frame in which nothing has moved. WebKit's
 * compositor does not take steps and would leave them to the main thread, so there it is linear.
 */
function timing(geometry: RelayGeometry, speed: number): KeyframeEffectOptions {
  return {
    __proto__: null,
    duration: loopTime(geometry, speed),
    direction: speed < 0 ? 'reverse' : 'normal',
    easing: /Apple/.test(navigator.vendor) ? 'linear' : `steps(${stepCount(geometry)})`,
    iterations: Number.POSITIVE_INFINITY,
  } as KeyframeEffectOptions;
}

function transforms(geometry: RelayGeometry): PropertyIndexedKeyframes {
  const transform = keyframes(geometry).map((x) => `translateX(${x}px)`);
  return { __proto__: null, transform } as PropertyIndexedKeyframes & { __proto__: null };
}

/**
 * Moves segments by the Web Animations API: one compositor animation each, all alike but for the
 * phase. Between calls nothing runs on the main thread. The only state is the offset, which the
 * animations hold while they exist.
 */
export class Relay {
  #animations = new Map<Element, Animation>();
  #geometry: RelayGeometry | undefined;
  #speed = 0;
  #offset = 0;
  #running = false;

  /** How far the strip has run, in CSS px within one loop. */
  get offset(): number {
    const [first] = this.#animations.values();
    if (this.#geometry === undefined || first === undefined) return this.#offset;
    const time = loopTime(this.#geometry, this.#speed);
    return offsetAt(this.#geometry, this.#turned((Number(first.currentTime) % time) / time));
  }

  get running(): boolean {
    return this.#running;
  }

  set running(running: boolean) {
    if (running === this.#running) return;
    const { offset } = this;
    this.#running = running;
    this.seek(offset);
  }

  /** Puts the segments of `geometry` at `offset`. Animations that exist are kept and changed. */
  place(
    segments: readonly Element[],
    geometry: RelayGeometry,
    offset: number,
    speed: number,
  ): void {
    const held = this.#animations;
    this.#animations = new Map();
    this.#geometry = geometry;
    this.#speed = speed;
    for (const segment of segments) {
      const animation = held.get(segment);
      held.delete(segment);
      this.#animations.set(segment, this.#prepare(segment, animation));
    }
    for (const animation of held.values()) animation.cancel();
    this.seek(offset);
  }

  /** Puts every segment where `offset` says, all by the same clock. */
  seek(offset: number): void {
    this.#offset = offset;
    const geometry = this.#geometry;
    if (geometry === undefined) return;
    const once = loopTime(geometry, this.#speed);
    const now = document.timeline.currentTime;
    const times = phases(geometry, offset).map((phase) => this.#turned(phase) * once);
    for (const animation of this.#animations.values()) {
      const time = times.shift() ?? 0;
      if (!this.#running) {
        animation.pause();
        animation.currentTime = time;
      } else if (typeof now === 'number') {
        // Not play(): pending animations start together only if the browser gets to them together.
        animation.startTime = now - time;
      } else {
        animation.currentTime = time;
        animation.play();
      }
    }
  }

  /** Takes all motion away and keeps the offset; the segments then stand where layout puts them. */
  rest(): void {
    this.#offset = this.offset;
    for (const animation of this.#animations.values()) animation.cancel();
    this.#animations.clear();
    this.#geometry = undefined;
  }

  /** Takes all motion away, and begins anew at the beginning. */
  clear(): void {
    this.rest();
    this.#offset = 0;
  }

  /** What is left of a loop is what has run of it, the other way round. */
  #turned(phase: number): number {
    return this.#speed < 0 ? 1 - phase : phase;
  }

  #prepare(segment: Element, animation: Animation | undefined): Animation {
    const geometry = this.#geometry as RelayGeometry;
    if (!(animation?.effect instanceof KeyframeEffect)) {
      return segment.animate(transforms(geometry), timing(geometry, this.#speed));
    }
    animation.effect.setKeyframes(transforms(geometry));
    animation.effect.updateTiming(timing(geometry, this.#speed) as OptionalEffectTiming);
    return animation;
  }
}
