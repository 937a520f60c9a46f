const dwell = 4_000;
const turn = 400;

/**
 * Shows one of several boxes at a time, the next one coming up from below: the vertical ticker of
 * Korean portals. The only state is which one shows. One timer while it runs, and none otherwise.
 */
export class Roll {
  #items: readonly HTMLElement[] = [];
  #current: HTMLElement | undefined;
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get running(): boolean {
    return this.#running;
  }

  set running(running: boolean) {
    if (running === this.#running) return;
    this.#running = running;
    this.#schedule();
  }

  /** Rolls `items` from now on, from the one that shows, or the one in its place. */
  place(items: readonly HTMLElement[]): void {
    const held = this.#index();
    this.#items = items;
    if (this.#index() === -1) this.#show(items[Math.min(Math.max(held, 0), items.length - 1)], 0);
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
    for (const animation of last?.getAnimations() ?? []) animation.cancel();
    last?.classList.remove('current');
    next?.classList.add('current');
    if (way === 0) return;
    const timing = { duration: turn, easing: 'ease' };
    const at = (y: number, opacity: number) => ({ transform: `translateY(${y}%)`, opacity });
    last?.animate([at(0, 1), at(-100 * way, 0)], timing);
    next?.animate([at(100 * way, 0), at(0, 1)], timing);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#running && this.#items.length > 1) {
      this.#timer = setTimeout(() => this.step(1), dwell);
    }
  }
}
