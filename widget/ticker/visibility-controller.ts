import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { pageDocument } from './page-document.ts';

/**
 * Tells when `box` comes into view or leaves it, a little before a reader could see that, and when it
 * has no width though it has a height.
 */
export class VisibilityController implements ReactiveController {
  readonly #box: Element;
  readonly #changed: (offscreen: boolean, hidden: boolean) => void;
  readonly #narrowed: () => void;
  #observer: IntersectionObserver | undefined;
  #offscreen = true;

  /** `offscreen`: away from the window or not rendered; `hidden`: the page is in the background. */
  constructor(
    host: ReactiveControllerHost,
    box: Element,
    changed: (offscreen: boolean, hidden: boolean) => void,
    narrowed: () => void,
  ) {
    this.#box = box;
    this.#changed = changed;
    this.#narrowed = narrowed;
    host.addController(this);
  }

  hostConnected(): void {
    pageDocument.addEventListener('visibilitychange', this.#tell);
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, boundingClientRect } of entries) {
          const { width, height } = boundingClientRect;
          if (height > 0 && width === 0) this.#narrowed();
          this.#set(!isIntersecting);
        }
      },
      { __proto__: null, rootMargin: '200px' } as IntersectionObserverInit,
    );
    this.#observer.observe(this.#box);
    this.#set(false);
  }

  /** What is not in the page is not seen: nothing of it goes on running. */
  hostDisconnected(): void {
    pageDocument.removeEventListener('visibilitychange', this.#tell);
    this.#observer?.disconnect();
    this.#set(true);
  }

  #set(offscreen: boolean): void {
    if (offscreen === this.#offscreen) return;
    this.#offscreen = offscreen;
    this.#tell();
  }

  readonly #tell = () => this.#changed(this.#offscreen, pageDocument.hidden);
}
