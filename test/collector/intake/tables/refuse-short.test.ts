import { expect, test } from 'vitest';
import {
  refuseFewLeaves,
  refuseFewStations,
} from '../../../../collector/intake/tables/refuse-short.ts';

test.each([
  [refuseFewStations, { now: 599, before: 0 }],
  [refuseFewStations, { now: 638, before: 710 }],
  [refuseFewLeaves, { now: 199, before: 0 }],
  [refuseFewLeaves, { now: 211, before: 235 }],
])('%o refuses %o', (refuse, size) => {
  expect(() => refuse('apihub-zones', size)).toThrow(expect.objectContaining({ code: 'shape' }));
});

test.each([
  [refuseFewStations, { now: 600, before: 0 }],
  [refuseFewStations, { now: 639, before: 710 }],
  [refuseFewLeaves, { now: 200, before: 0 }],
  [refuseFewLeaves, { now: 212, before: 235 }],
])('%o takes %o', (refuse, size) => {
  expect(() => refuse('apihub-zones', size)).not.toThrow();
});
