import { expect, test } from 'vitest';
import { Parts } from '../../../collector/run/parts.ts';

/** Parts that write down when they end. */
function partsOf() {
  const ended: string[] = [];
  const parts = new Parts();
  const fails = (what: string) => () => {
    ended.push(what);
    throw new Error(what);
  };
  return { ended, parts, fails };
}

test('parts end in turn, the last first, each when the one behind it has ended, and once', async () => {
  const { ended, parts } = partsOf();
  const late = parts.use({
    async [Symbol.asyncDispose]() {
      await new Promise(setImmediate);
      ended.push('late');
    },
  });
  parts.use({ [Symbol.dispose]: () => void ended.push('at once') });
  parts.defer(() => ended.push('deferred'));
  parts.use(late);
  await parts.disposeAsync();

  expect(ended).toEqual(['late', 'deferred', 'at once', 'late']);

  await parts[Symbol.asyncDispose]();

  expect(ended).toHaveLength(4);
});

test('all of them end where some fail, and the last failure is told', async () => {
  const { ended, parts, fails } = partsOf();
  parts.defer(() => ended.push('first'));
  parts.defer(fails('second'));
  parts.defer(fails('third'));

  await expect(parts.disposeAsync()).rejects.toThrow('second');
  expect(ended).toEqual(['third', 'second', 'first']);
});
