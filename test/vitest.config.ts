import { dirname } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, findChromium } from './browser/find-chromium.ts';
import { findTool } from './ops-files/tools.ts';

const root = dirname(import.meta.dirname);

/** Tests of what only some machines have; `.ci/run` installs it, and there they must not be missing. */
const needs = [
  { program: 'nginx', files: ['test/ops-files/nginx.test.ts'] },
  { program: 'promtool', files: ['test/ops-files/monitoring.test.ts'] },
];
const missing = process.env['CI'] ? [] : needs.filter(({ program }) => !findTool(program));
for (const { program, files } of missing) {
  process.stderr.write(`${program} is not installed: ${files.join(', ')} is left out.\n`);
}

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts', ...missing.flatMap(({ files }) => files)],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: await findChromium(), args: chromiumFlags },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
