import { expect, test } from 'vitest';
import { BoundedReplies } from '../../../../collector/transport/redis/bounded-replies.ts';

const tooLarge = /more than 48 MB/;

/** Takes all of them, one after another. */
function take(bound: BoundedReplies, ...pieces: readonly string[]): void {
  for (const piece of pieces) bound.take(Buffer.from(piece));
}

test.each([
  ['a list that says it has 7 million', ['*7000000\r\n']],
  ['one that says so with a plus', ['*+7000000\r\n']],
  ['lists within each other', ['*2000000\r\n'.repeat(4)]],
  ['a map, a set, a push and attributes', ['%2000000\r\n~2000000\r\n>2000000\r\n|2000000\r\n']],
  ['a map of 4 million pairs', ['%4000000\r\n']],
  ['a list whose length comes in pieces', ['*', '70', '00', '000\r', '\n']],
  ['one behind other lines', [':1\r\n+OK\r\n*70', '00000\r\n']],
  ['elements without end', ['*1\r\n', ':1\r\n'.repeat(1_500_000)]],
])('%s is more than an answer of ours has', (_what, pieces) => {
  expect(() => take(new BoundedReplies(), ...pieces)).toThrow(tooLarge);
});

test('what a feed of 740 stations has is let through', () => {
  const file = `$10000\r\n${'x'.repeat(10_000)}\r\n`;

  expect(() => take(new BoundedReplies(), '*2000\r\n', file.repeat(2_000))).not.toThrow();
});

test('what stands in a text is no list and no error, however it comes', () => {
  const text = `\r\n*7000000\r\n!99999\r\n-${'x'.repeat(20_000)}\n`;
  const answer = `$${text.length}\r\n${text}\r\n`;
  for (const piece of [answer.length, 1_000, 7]) {
    const pieces = answer.match(new RegExp(`[^]{1,${piece}}`, 'g')) ?? [];

    expect(() => take(new BoundedReplies(), ...pieces)).not.toThrow();
  }
});

test.each([
  ['behind a text', `$5\r\nhello\r\n*7000000\r\n`],
  ['behind an empty text', '$0\r\n\r\n*7000000\r\n'],
  ['behind none', '$-1\r\n*7000000\r\n'],
  ['behind one whose length is none', '$9000x\r\n*7000000\r\n'],
  ['behind one whose length no line ends in time', `$${'9'.repeat(30)}\r\n*7000000\r\n`],
])('a list %s counts', (_what, answer) => {
  for (const pieces of [[answer], [...answer]]) {
    expect(() => take(new BoundedReplies(), ...pieces)).toThrow(tooLarge);
  }
});

test('a text that says it has more than an answer may have is taken up to there', () => {
  const bound = new BoundedReplies();
  take(bound, '$90000000\r\n', 'x'.repeat(48 * 1024 * 1024 - 100));

  expect(() => take(bound, 'x'.repeat(100))).toThrow(tooLarge);
});

test('what only looks like the start of a list, within a line, counts for what it is', () => {
  expect(() => take(new BoundedReplies(), '+a*7000000', '*7000000\r\n')).not.toThrow();
});

test('answers one after another are counted by themselves', () => {
  const bound = new BoundedReplies();
  for (let answer = 0; answer < 10; answer += 1) {
    take(bound, '*2000000\r\n');
    bound.beginAnew();
  }

  expect(() => take(bound, '*2000000\r\n')).not.toThrow();
});

test.each([
  ['on a line that goes on', ['-ERR ', 'x'.repeat(10_000), 'x'.repeat(10_000)]],
  ['that says how long it is', [':1\r\n!', '1000', '00\r\n']],
])('an error %s without end is none of Redis', (_what, pieces) => {
  expect(() => take(new BoundedReplies(), ...pieces)).toThrow('an error of more than 16 kB');
});

test('errors of a usual length are let through, one after another', () => {
  const said = `-ERR ${'x'.repeat(1_000)}\r\n!5\r\nERR x\r\n`;

  expect(() => take(new BoundedReplies(), said.repeat(100))).not.toThrow();
});
