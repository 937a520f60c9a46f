import { configOf, createLogger, runService, Secrets, untilInterrupted } from '@nalssi/collector';
import { addressOf } from '../../servers/redis.ts';

// node paced-service.ts DIRECTORY UPSTREAM CRON: the service as `nalssi serve` runs it, but it
// publishes every second, or by PUBLISH_CRON, looks twice a second, and takes two minutes of silence, or SILENCE
// milliseconds, for a fault: on a busy machine a publish takes long, and that is none.
// SIGUSR2 sets its clock by CLOCK_STEP milliseconds. It listens at PORT, or a free one; where
// NO_ASSETS is set, what is served beside the feed never comes. STORE is the address of a Redis, where
// a lease holds for LEASE milliseconds.

const [dataDirectory = '', upstream = '', cron = ''] = process.argv.slice(2);
const store = process.env['STORE'];
const longestSilence = Number(process.env['SILENCE'] ?? 120_000);
const leaseLength = Number(process.env['LEASE'] ?? 2_000);
const step = Number(process.env['CLOCK_STEP'] ?? 0);

process.on('SIGUSR2', () => {
  const now = Date.now;
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given: [] | [number]) {
      if (given.length === 0) super(now() + step);
      else super(...given);
    }
    static override now(): number {
      return now() + step;
    }
  } as DateConstructor;
  process.stdout.write('{"msg":"The clock was set."}\n');
});

process.exitCode = await untilInterrupted(async (signal) => {
  await runService({
    config: {
      port: Number(process.env['PORT'] ?? 0),
      host: '127.0.0.1',
      metrics: 'off',
      publicUrl: null,
      dataDirectory,
      sources: [{ ...configOf('kma-map'), baseUrl: new URL(upstream), isBaseUrlGiven: true, cron }],
      everySource: {} as never,
      refreshesTables: false,
      off: [],
      keys: {},
      logFormat: 'json',
      widgetDirectory: null,
      chromium: null,
      publish: { isInDirectory: true, storages: [], credentials: null },
      isStateInStorage: false,
      redis: store === undefined ? null : addressOf(store),
      proxies: { http: null, https: null, noProxy: '' },
      unknownVariables: [],
    },
    log: createLogger(new Secrets(), 'json'),
    signal,
    assets: () =>
      process.env['NO_ASSETS'] === undefined ? Promise.resolve(new Map()) : new Promise(() => {}),
    rhythm: {
      publishCron: process.env['PUBLISH_CRON'] ?? '* * * * * *',
      look: 500,
      longestSilence,
      leaseLength,
    },
  });
  return 0;
});
