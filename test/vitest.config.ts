import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { type ToolName, tools } from '../.ci/test-tools.ts';
import { compileCache } from '../collector/run/compile-cache.ts';
import { chromiumFlags, findChromium } from './browser/find-chromium.ts';
import { LongFirst } from './long-first.ts';
import { nodeTests, waits } from './node-tests.ts';
import { patience } from './patience.ts';

const root = dirname(import.meta.dirname);

// For the process of each test file, and for what it starts: a third of a start's CPU went into compiling the same again.
process.env['NODE_COMPILE_CACHE'] ??= compileCache;

/** Tests of what only some machines have: `.ci/test-tools.ts` installs it where it may. */
const needs: readonly { readonly tools: readonly ToolName[]; readonly files: readonly string[] }[] =
  [
    {
      tools: ['nginx'],
      files: ['nginx', 'nginx-scripts', 'proxy'].map(
        (name) => `test/collector/deploy/${name}.test.ts`,
      ),
    },
    { tools: ['caddy', 'nginx'], files: ['test/collector/deploy/recipes.test.ts'] },
    { tools: ['apache2'], files: ['test/collector/deploy/apache.test.ts'] },
    { tools: ['php'], files: ['test/widget/embed/php.test.ts'] },
    { tools: ['curl', 'jq'], files: ['test/collector/deploy/questions.test.ts'] },
    { tools: ['systemd-notify', 'python3'], files: ['test/collector/run/systemd.test.ts'] },
    { tools: ['promtool'], files: ['test/collector/deploy/monitoring.test.ts'] },
    {
      tools: ['promtool', 'faketime', 'redis-server'],
      files: ['test/collector/states/states.test.ts'],
    },
    {
      tools: ['nginx', 'jq', 'curl', 'setpriv', 'systemd-analyze', 'redis-server'],
      files: ['test/collector/deploy/book/book.test.ts'],
    },
    {
      tools: ['swift-proxy-server', 'memcached', 'radosgw', 'ceph-mon', 'ceph-osd'],
      files: ['storage', 'storage-faults', 'storage-feed', 'collect-anywhere'].map(
        (name) => `test/collector/publish/storage/${name}.test.ts`,
      ),
    },
    {
      tools: ['radosgw', 'ceph-mon', 'ceph-osd', 'redis-server'],
      files: ['test/collector/publish/storage/shared-bucket.test.ts'],
    },
    { tools: ['faketime'], files: ['test/collector/faults/process.test.ts'] },
    {
      tools: ['redis-server', 'redis-sentinel'],
      files: [
        'test/collector/store/redis-store.test.ts',
        'test/collector/serve/redis-feed.test.ts',
        'test/collector/serve/read-only-redis.test.ts',
        'test/collector/serve/read-only-cluster.test.ts',
        'test/collector/transport/redis/redis-tls.test.ts',
        'test/collector/transport/redis/redis-cluster.test.ts',
        'test/collector/run/shared/*.test.ts',
      ],
    },
    { tools: ['TypeDoc'], files: ['test/packages/api-pages.test.ts'] },
    { tools: ['Node 22.19'], files: ['test/packages/oldest-node.test.ts'] },
    // Pictures of another font are other pictures.
    {
      tools: ['fonts-noto-cjk'],
      files: ['test/visual/looks.test.ts', 'test/visual/site-looks.test.ts'],
    },
  ];

const lacking = (names: readonly ToolName[]) => names.filter((name) => !tools[name].isThere());
const missing = needs.filter((need) => lacking(need.tools).length > 0);
// Vitest reads this file once more for each project.
if (process.env['NALSSI_LEFT_OUT_IS_SAID'] === undefined) {
  process.env['NALSSI_LEFT_OUT_IS_SAID'] = 'yes';
  for (const { tools, files } of missing) {
    process.stderr.write(
      `${lacking(tools).join(' and ')} not installed: left out ${files.join(', ')}\n`,
    );
  }
}

/** Tests that measure memory, processor time or frames: nothing may run beside them. */
const alone = [
  'test/browsers/compositor.test.ts',
  'test/collector/hostile/**/*.test.ts',
  'test/collector/run/hang-guard.test.ts',
  'test/collector/serve/connections.test.ts',
  'test/collector/telemetry/secrets.test.ts',
];
const leftOut = ['**/node_modules/**', ...missing.flatMap(({ files }) => files)];

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongFirst },
    ...waits,
    projects: [
      {
        root,
        test: {
          name: 'node',
          ...nodeTests,
          exclude: [...leftOut, 'test/**/*.browser.test.ts', ...alone],
          // Most of them wait for processes, browsers and deadlines, so more than the cores.
          maxWorkers: Math.max(4, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
        },
      },
      {
        root,
        test: {
          name: 'alone',
          include: alone,
          setupFiles: ['test/properties/seed.ts', 'test/wait-patiently.ts'],
          exclude: leftOut,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 3 * patience,
          hookTimeout: 3 * patience,
        },
      },
      {
        root,
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          exclude: ['**/node_modules/**'],
          sequence: { groupOrder: 2 },
          setupFiles: ['test/wait-patiently.ts'],
          testTimeout: 3 * patience,
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
