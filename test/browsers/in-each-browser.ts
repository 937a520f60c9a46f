import { afterAll, beforeAll, describe } from 'vitest';
import { chromium } from './chromium.ts';
import type { BrowserKind, Driver } from './driver.ts';
import { firefox } from './firefox.ts';
import { webkit } from './webkit.ts';

/**
 * What `declare` declares, in each of `kinds` that is on this machine: with one browser of one page, which is there
 * before what is declared begins, and ends after it.
 */
export function inEachBrowser(
  declare: (driver: Driver, kind: BrowserKind) => void,
  kinds: readonly BrowserKind[] = [chromium, firefox, webkit],
): void {
  describe.each(kinds)('$name', (kind) => {
    describe.skipIf(!kind.isInstalled())('on this machine', () => {
      const driver = new LaterDriver();
      beforeAll(() => driver.start(kind));
      afterAll(() => driver.close());
      declare(driver, kind);
    });
  });
}

/** A browser that tests name before it is there. */
class LaterDriver implements Driver {
  #driver: Driver | null = null;

  async start(kind: BrowserKind): Promise<void> {
    this.#driver = await kind.start(1);
  }

  get #there(): Driver {
    if (this.#driver === null) throw new Error('The browser is not there before the tests begin.');
    return this.#driver;
  }

  open(url: string): Promise<void> {
    return this.#there.open(url);
  }

  evaluate<T>(...what: [run: () => T | Promise<T>, where?: 'page' | 'frame']): Promise<T> {
    return this.#there.evaluate(...what);
  }

  press(key: Parameters<Driver['press']>[0]): Promise<void> {
    return this.#there.press(key);
  }

  async close(): Promise<void> {
    await this.#driver?.close();
  }
}
