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

/**
 * Path of a Chromium for the tests: `NALSSI_CHROMIUM`, else an installed Chromium or Chrome, else
 * the one inside the npm package `@sparticuz/chromium`, so that `npm test` needs nothing but npm.
 */
export async function findChromium(): Promise<string> {
  const { chromium } = readConfig({ NALSSI_CHROMIUM: process.env['NALSSI_CHROMIUM'] });
  if (chromium !== null) return chromium;
  return installed.find((path) => existsSync(path)) ?? (await sparticuz.executablePath());
}

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
