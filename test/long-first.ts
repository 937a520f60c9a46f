import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take a minute and more on two cores, the longest first. Vitest knows no durations in a fresh clone and
 * begins with the largest files: what is short to read and long to run came last, with nothing left to run beside it.
 */
const long = [
  'collector/states/states',
  'collector/deploy/book/book',
  'collector/lies/lies',
  'demo/pages',
  'browsers/behaviour',
  'collector/keys',
  'collector/run/shared/two-collectors',
  'visual/site-looks',
  'collector/store/directory-lock',
  'collector/run/service',
  'collector/faults/slow',
];

function rankOf({ moduleId }: TestSpecification): number {
  const rank = long.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return rank === -1 ? long.length : rank;
}

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
