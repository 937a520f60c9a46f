import { type Duration, minutes, seconds } from '../../time/clock.ts';
import type { SourceErrorCode } from '../source-error-codes.ts';

/** What a result code of the portal means: `ok`, or what went wrong. */
export interface ResultCodeMeaning {
  readonly code: 'ok' | SourceErrorCode;
  /** How long to leave the portal alone, with code `too-many-requests`. */
  readonly retryAfter?: Duration;
}

/**
 * Result codes of data.go.kr by number (services write 0 as `0`, `00`, `000` or `0000`), as its
 * page of error codes and its guides list them. A code that is not in here is not guessed.
 */
export const resultCodes: ReadonlyMap<number, ResultCodeMeaning> = new Map<
  number,
  ResultCodeMeaning
>([
  [0, { code: 'ok' }],
  [1, { code: 'upstream-fault' }],
  [2, { code: 'upstream-fault' }],
  [3, { code: 'no-data' }],
  [4, { code: 'upstream-fault' }],
  [5, { code: 'upstream-fault' }],
  [10, { code: 'bad-request' }],
  [11, { code: 'bad-request' }],
  [12, { code: 'gone' }],
  [20, { code: 'auth' }],
  // The key is closed for a moment, where requests come too fast.
  [21, { code: 'too-many-requests', retryAfter: minutes(1) }],
  [22, { code: 'quota' }],
  // Too many requests in one second.
  [23, { code: 'too-many-requests', retryAfter: seconds(5) }],
  [29, { code: 'auth' }],
  [30, { code: 'auth' }],
  [31, { code: 'auth' }],
  [32, { code: 'auth' }],
  [33, { code: 'auth' }],
  // "Other". Services say with it that a time asked for is out of their range, which only those
  // that ask for past days can meet; ours ask for now.
  [99, { code: 'upstream-fault' }],
]);

/** What the gateway says in plain text, in lower case, with whatever status. */
export const plainTexts: readonly (readonly [text: string, code: SourceErrorCode])[] = [
  ['unexpected errors', 'upstream-fault'],
  ['http routing error', 'upstream-fault'],
  ['unauthorized', 'auth'],
  ['forbidden', 'auth'],
];
