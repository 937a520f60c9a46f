import { existsSync } from 'node:fs';
import { readConfig } from '@nalssi/collector';
import sparticuz from '@sparticuz/chromium';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Chromium without a window's worth of browser around the page: a launch, and a page that is drawn, take half the CPU. */
const shell = '/usr/bin/chromium-headless-shell';

/**
 * Path of a Chromium for the tests: `NALSSI_CHROMIUM`, else Debian's headless shell, else an installed Chromium or
 * Chrome, else the one inside the npm package `@sparticuz/chromium`, a headless shell as well, so that `npm test`
 * needs nothing but npm.
 */
export async function findChromium(): Promise<string> {
  return asked() ?? [shell, ...installed].find(existsSync) ?? (await sparticuz.executablePath());
}

/** Path of a Chromium to measure in, as readers have it: where one is installed, else that of the tests. */
export async function findWholeChromium(): Promise<string> {
  return asked() ?? installed.find(existsSync) ?? (await findChromium());
}

const asked = () =>
  readConfig({ NALSSI_CHROMIUM: process.env['NALSSI_CHROMIUM'] }).chromium ?? undefined;

/**
 * Flags for a Chromium in a container without a network: no sandbox (root), and none of the
 * browser's own connections, which a closed network would refuse many at a time.
 */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];
