import type { Page, Request } from 'playwright';
import { expect, vi } from 'vitest';

/**
 * What a page and its frames ask for. Playwright's `networkidle` waits until each frame has been idle by itself, which
 * one that is sent elsewhere while it loads, as the configurator's preview, did not always come to (1.65).
 */
export class RequestsOf {
  readonly #page: Page;
  readonly #open = new Set<Request>();
  #count = 0;

  constructor(page: Page) {
    this.#page = page;
    page.on('request', (request) => {
      this.#count += 1;
      this.#open.add(request);
    });
    page.on('requestfinished', (request) => this.#open.delete(request));
    page.on('requestfailed', (request) => this.#open.delete(request));
    page.on('framedetached', (left) => {
      for (const request of this.#open) if (request.frame() === left) this.#open.delete(request);
    });
  }

  /** Until all has come, and no frame asked for more when it had nothing else to do. */
  async settled(): Promise<void> {
    for (;;) {
      const before = this.#count;
      await vi.waitFor(() => expect([...this.#open].map((each) => each.url())).toEqual([]));
      const turns = await Promise.allSettled(
        this.#page.frames().map((frame) => frame.evaluate(idle)),
      );
      // A frame that went elsewhere in between is asked again.
      if (turns.every(({ status }) => status === 'fulfilled') && this.#count === before) return;
    }
  }
}

const idle = () => new Promise<void>((done) => requestIdleCallback(() => done()));
