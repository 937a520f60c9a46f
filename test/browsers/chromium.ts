import { chromium as playwright } from 'playwright';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import type { BrowserKind } from './driver.ts';

/** The Chromium of all other tests. */
export const chromium: BrowserKind = {
  name: 'Chromium',
  densities: [1, 2, 3],
  isInstalled: () => true,
  async start(density) {
    const browser = await playwright.launch({
      executablePath: await findChromium(),
      args: chromiumFlags,
    });
    const viewport = { width: 1200, height: 400 };
    const page = await browser.newPage({ viewport, deviceScaleFactor: density });
    return {
      open: async (url) => void (await page.goto(url)),
      evaluate: async (run, where) => {
        const frame = where === 'frame' ? page.frames()[1] : page.mainFrame();
        if (frame === undefined) throw new Error('no frame');
        return frame.evaluate(run);
      },
      press: (key) => page.keyboard.press(key),
      close: () => browser.close(),
    };
  },
};
