import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How large a map is in CSS px; 0 while that is not known. */
export class MapSize implements ReactiveController {
  width = 0;
  height = 0;
  #map: Element | null = null;
  readonly #observer: ResizeObserver;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      this.width = Math.round(width);
      this.height = Math.round(height);
      host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.of(null);
  }

  /** Of this map, which may be another one than before. */
  of(map: Element | null): void {
    if (map === this.#map) return;
    this.#observer.disconnect();
    if (map) this.#observer.observe(map);
    this.#map = map;
  }
}
