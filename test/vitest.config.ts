import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, findChromium } from './browser/find-chromium.ts';
import { faketimeLibrary, findTool } from './collector/deploy/tools.ts';
import { oldestNode } from './packages/oldest-node/oldest-node.ts';

const root = dirname(import.meta.dirname);

const koreanFont = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/** Tests of what only some machines have; `.ci/run` installs it, and there they must not be missing. */
const needs = [
  {
    name: 'nginx',
    files: ['nginx', 'nginx-scripts', 'proxy'].map(
      (name) => `test/collector/deploy/${name}.test.ts`,
    ),
    isThere: findTool('nginx'),
  },
  {
    name: 'caddy or nginx',
    files: ['test/collector/deploy/recipes.test.ts'],
    isThere: findTool('caddy') && findTool('nginx'),
  },
  { name: 'php-cli', files: ['test/widget/embed/php.test.ts'], isThere: findTool('php') },
  { name: 'jq', files: ['test/collector/deploy/questions.test.ts'], isThere: findTool('jq') },
  {
    name: 'systemd-notify or python3',
    files: ['test/collector/run/systemd.test.ts'],
    isThere: findTool('systemd-notify') && findTool('python3'),
  },
  {
    name: 'promtool',
    files: ['test/collector/deploy/monitoring.test.ts', 'test/collector/states/states.test.ts'],
    isThere: findTool('promtool'),
  },
  {
    name: 'nginx, jq, curl, setpriv or systemd-analyze',
    files: ['test/collector/deploy/book/book.test.ts'],
    isThere: ['nginx', 'jq', 'curl', 'setpriv', 'systemd-analyze'].every(findTool),
  },
  {
    name: 'faketime',
    files: ['test/collector/states/states.test.ts', 'test/collector/faults/process.test.ts'],
    isThere: faketimeLibrary(),
  },
  {
    name: 'swift-proxy-server, memcached or radosgw',
    files: ['storage', 'storage-faults', 'storage-feed', 'collect-anywhere'].map(
      (name) => `test/collector/publish/storage/${name}.test.ts`,
    ),
    isThere: ['swift-proxy-server', 'memcached', 'radosgw', 'ceph-mon', 'ceph-osd'].every(findTool),
  },
  {
    name: 'redis-server',
    files: [
      'test/collector/store/redis-store.test.ts',
      'test/collector/serve/redis-feed.test.ts',
      'test/collector/run/shared/*.test.ts',
    ],
    isThere: findTool('redis-server'),
  },
  {
    name: 'Node 22.19 (npm ci in test/packages/oldest-node)',
    files: ['test/packages/oldest-node.test.ts'],
    isThere: existsSync(oldestNode),
  },
  // Pictures of another font are other pictures.
  {
    name: 'fonts-noto-cjk',
    files: ['test/visual/looks.test.ts', 'test/visual/site-looks.test.ts'],
    isThere: existsSync(koreanFont),
  },
];
const missing = process.env['CI'] ? [] : needs.filter(({ isThere }) => !isThere);
for (const { name, files } of missing) {
  process.stderr.write(`${name} is not installed: ${files.join(', ')} is left out.\n`);
}

/** Tests that measure memory, processor time or frames: nothing may run beside them. */
const alone = [
  'test/browsers/compositor.test.ts',
  'test/collector/hostile/**/*.test.ts',
  'test/collector/run/hang-guard.test.ts',
  'test/collector/serve/connections.test.ts',
  'test/collector/telemetry/secrets.test.ts',
  'test/fuzz/fuzz.test.ts',
];
const leftOut = ['**/node_modules/**', ...missing.flatMap(({ files }) => files)];

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          globalSetup: ['test/packages/tarballs-of-run.ts'],
          exclude: [...leftOut, 'test/**/*.browser.test.ts', ...alone],
          // Most of them wait for processes, browsers and deadlines, so more than the cores.
          maxWorkers: Math.max(3, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        root,
        test: {
          name: 'alone',
          include: alone,
          exclude: leftOut,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          exclude: ['**/node_modules/**'],
          sequence: { groupOrder: 2 },
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
