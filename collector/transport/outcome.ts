import type { SourceRequest } from '../sources/source.ts';
import type { SourceError } from '../sources/source-error.ts';
import type { Block, RunRequests } from './ledger.ts';

/** What came of one request of a run. */
export type RequestResult<Parsed> = { readonly request: SourceRequest<Parsed> } & (
  | { readonly kind: 'answered'; readonly parsed: Parsed }
  /** The upstream has nothing newer yet, which is no failure. */
  | { readonly kind: 'not-yet'; readonly error: SourceError }
  | { readonly kind: 'failed'; readonly error: SourceError }
  | { readonly kind: 'unasked' }
);

/** What came of a run that was made: of every request that was planned, in their order. */
interface Run<Parsed> {
  readonly results: readonly RequestResult<Parsed>[];
  readonly requests: RunRequests;
}

/** What came of asking an upstream. */
export type Outcome<Parsed> =
  | (Run<Parsed> & {
      readonly kind: 'answered';
      readonly answers: readonly Parsed[];
      /** Of the requests that failed while others did not, the one that counts first. */
      readonly errors: readonly SourceError[];
      /** Why another upstream was asked, in the run in which that began. */
      readonly refusal?: SourceError;
    })
  | (Run<Parsed> & { readonly kind: 'failed'; readonly error: SourceError })
  | (Run<Parsed> & { readonly kind: 'nothing-yet' })
  /** The upstream was not asked: it wants to be left alone, or its quota is spent. */
  | (Block & { readonly kind: 'blocked' })
  /** The collector is shutting down: nothing of the run counts. */
  | { readonly kind: 'aborted' };

/** The results of a run taken together. Pure. */
export function conclude<Parsed>(results: readonly RequestResult<Parsed>[]): Outcome<Parsed> {
  const answers = results.flatMap((result) => (result.kind === 'answered' ? [result.parsed] : []));
  const errors = results
    .flatMap((result) => (result.kind === 'failed' ? [result.error] : []))
    .toSorted((one, other) => Number(endsRun(other)) - Number(endsRun(one)));
  const unasked = results.filter(({ kind }) => kind === 'unasked').length;
  const requests = { made: results.length - unasked, failed: errors.length, unasked };
  if (answers.length > 0) return { kind: 'answered', answers, errors, results, requests };
  const [error] = errors;
  if (error !== undefined) return { kind: 'failed', error, results, requests };
  return { kind: 'nothing-yet', results, requests };
}

/** Whether the upstream wants to be left alone: every other request would fail alike. */
export function endsRun({ remedy }: SourceError): boolean {
  return remedy === 'wait' || remedy === 'day' || remedy === 'person';
}
