import { existsSync } from 'node:fs';
import { launch } from 'puppeteer-core';
import type { BrowserKind } from './driver.ts';

const installed = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

export function findFirefox(): string | undefined {
  return [process.env['NALSSI_FIREFOX'] ?? '', ...installed].find((path) => existsSync(path));
}

/** Firefox through WebDriver BiDi. */
export const firefox: BrowserKind = {
  name: 'Firefox',
  densities: [1, 2, 3],
  isInstalled: () => findFirefox() !== undefined,
  async start(density) {
    const browser = await launch({
      browser: 'firefox',
      executablePath: findFirefox() ?? '',
      headless: true,
      args: ['--width=1200', '--height=400'],
      // Its own connections would only wait for a network that a container does not have.
      extraPrefsFirefox: {
        'layout.css.devPixelsPerPx': String(density),
        'network.captive-portal-service.enabled': false,
        'network.connectivity-service.enabled': false,
      },
    });
    const page = await browser.newPage();
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
