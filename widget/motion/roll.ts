const dwell = 4_000;
const turn = 400;
// What is wider than the window stands still before it slides on, at 40 px/s, to be read to its
// end.
const standing = 1_500;
const slideTime = 25;

/**
 * Shows one of several boxes at a time, the next one coming up from below: the vertical ticker of
 * Korean portals. The only state is which one shows, and how far a wide one has slid. One timer
 * while it runs, and none otherwise.
 */
export class Roll {
  #items: readonly HTMLElement[] = [];
  #current: HTMLElement | undefined;
  #slide: Animation | undefined;
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get running(): boolean {
    return this.#running;
  }

  set running(running: boolean) {
    if (running === this.#running) return;
    this.#running = running;
    this.#keepSliding();
    this.#schedule();
  }

  /** Rolls `items` from now on, from the one that shows, or the one in its place. */
  place(items: readonly HTMLElement[]): void {
    const held = this.#index();
    this.#items = items;
    if (this.#index() === -1) this.#show(items[Math.min(Math.max(held, 0), items.length - 1)], 0);
    // The window may have another width, and the time to read begins anew.
    else this.#startSlide(this.#current);
    this.#schedule();
  }

  clear(): void {
    this.#show(undefined, 0);
    this.#items = [];
    this.#schedule();
  }

  /** Shows the item that many places further, round the ends. */
  step(by: number): void {
    const { length } = this.#items;
    if (length === 0) return;
    this.#show(this.#items[(this.#index() + by + length) % length], Math.sign(by));
    this.#schedule();
  }

  /** Shows `item` at once. */
  go(item: HTMLElement): void {
    if (this.#items.includes(item)) this.#show(item, 0);
    this.#schedule();
  }

  #index(): number {
    return this.#current === undefined ? -1 : this.#items.indexOf(this.#current);
  }

  #show(next: HTMLElement | undefined, way: number): void {
    const last = this.#current;
    if (next === last) return;
    this.#current = next;
    const translate = last === undefined ? 'none' : getComputedStyle(last).translate;
    for (const animation of last?.getAnimations() ?? []) animation.cancel();
    last?.classList.remove('current');
    next?.classList.add('current');
    this.#startSlide(next);
    if (way === 0) return;
    // Some pages give every object more, which would be taken for an option.
    const timing = { __proto__: null, duration: turn, easing: 'ease' } as KeyframeAnimationOptions;
    const at = (y: number, opacity: number, more?: Keyframe) =>
      ({
        __proto__: null,
        transform: `translateY(${y}%)`,
        opacity,
        ...more,
      }) as unknown as Keyframe;
    last?.animate([at(0, 1, { translate }), at(-100 * way, 0, { translate })], timing);
    next?.animate([at(100 * way, 0), at(0, 1)], timing);
  }

  /** Slides `item` to its end, where it is wider than the window. */
  #startSlide(item: HTMLElement | undefined): void {
    this.#slide?.cancel();
    const beyond =
      item === undefined ? 0 : item.offsetWidth - (item.offsetParent?.clientWidth ?? 0);
    this.#slide =
      beyond > 0
        ? item?.animate(
            { __proto__: null, translate: ['0', `${-beyond}px`] } as never,
            {
              __proto__: null,
              delay: standing,
              duration: beyond * slideTime,
              fill: 'forwards',
            } as KeyframeAnimationOptions,
          )
        : undefined;
    this.#keepSliding();
  }

  #keepSliding(): void {
    // What has come to its end would begin anew.
    if (this.#slide?.playState === 'finished') return;
    if (this.#running) this.#slide?.play();
    else this.#slide?.pause();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#running && this.#items.length > 1) {
      const sliding = Number(this.#slide?.effect?.getTiming().duration ?? 0);
      this.#timer = setTimeout(() => this.step(1), dwell + sliding);
    }
  }
}
