import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMount, ObservedService } from './observed-service.ts';

/** `npm run test:faults` takes its time, and moves the clock, which is noticed within ten seconds. */
const isLong = process.env['npm_lifecycle_event'] === 'test:faults';
const blockFor = isLong ? 5_000 : 500;

let service: ObservedService;

beforeAll(async () => {
  service = await ObservedService.start(blockFor);
});

afterAll(() => service[Symbol.asyncDispose]());

describe('nalssi serve goes on by itself, without a step back or a dead value', () => {
  test('after its event loop was blocked', async () => {
    await service.blockEventLoop();
    await service.isWellAgain();
  });

  test('after the process stood still', async () => {
    await service.pause(blockFor);
    await service.isWellAgain();
  });

  test.runIf(canMount)('after the disk was full', async () => {
    service.fillDisk();
    await expect.poll(() => service.status()).toBe('degraded');
    await service.emptyDisk();
    await service.isWellAgain();
    await expect.poll(() => service.status()).toBe('ok');
  });

  test('after it was killed and started again', async () => {
    await service.kill();
    await service.isWellAgain();
  });

  test.runIf(isLong).each([60, -60])(
    'after its clock was set by %s minutes, and back',
    async (minutes) => {
      await service.setClock(minutes);
      await service.isWellAgain();
      await service.setClock(0);
      await service.isWellAgain();
      await expect.poll(() => service.status()).toBe('ok');
    },
  );
});
