import { expect, test } from 'vitest';
import { parseTickerFile } from '../../../widget/feed/parse-ticker-file.ts';
import { supersedes } from '../../../widget/feed/ticker-snapshot.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

const snapshot = (changes: Parameters<typeof recordedTickerFile>[0]) =>
  parseTickerFile(recordedTickerFile(changes));
const held = snapshot({ sequence: 10 });

test('anything is newer than nothing', () => {
  expect(supersedes(snapshot({ sequence: 0 }), null)).toBe(true);
});

test('a higher sequence takes the place, an equal or a lower one does not', () => {
  expect(supersedes(snapshot({ sequence: 11 }), held)).toBe(true);
  expect(supersedes(snapshot({ sequence: 10 }), held)).toBe(false);
  expect(supersedes(snapshot({ sequence: 9 }), held)).toBe(false);
});

test('live and replay count apart', () => {
  expect(supersedes(snapshot({ sequence: 1, mode: 'live' }), held)).toBe(true);
});

test('a publisher that counts anew is followed once it is clearly later', () => {
  const later = snapshot({ sequence: 1, generatedAt: '2024-11-24T08:38:00+09:00' });
  const slightlyLater = snapshot({ sequence: 1, generatedAt: '2024-11-24T08:00:00+09:00' });
  expect(supersedes(later, held)).toBe(true);
  expect(supersedes(slightlyLater, held)).toBe(false);
});
