import { SourceError } from '../../sources/source-error.ts';
import type { UpstreamId } from '../../sources/source-id.ts';
import type { Outcome } from '../../transport/outcome.ts';

type Answered<Parsed> = Extract<Outcome<Parsed>, { kind: 'answered' }>;

/**
 * The answers of an upstream that answered all that it was asked. Throws SourceError where it did
 * not, and the reason of `signal` where that ended it: half a table is none.
 */
export function wholeAnswers<Parsed>(
  outcome: Outcome<Parsed>,
  source: UpstreamId,
  about: string,
  signal: AbortSignal,
): Answered<Parsed>['answers'] {
  switch (outcome.kind) {
    case 'answered': {
      const [error] = outcome.errors;
      if (error !== undefined) throw error;
      if (outcome.answers.length === outcome.results.length) return outcome.answers;
      throw new SourceError(source, 'no-data', about);
    }
    case 'aborted':
      throw signal.reason;
    case 'failed':
      throw outcome.error;
    case 'nothing-yet':
      throw new SourceError(source, 'no-data', about);
    case 'blocked':
      throw new SourceError(source, outcome.code, `${about}: it is not asked for now`);
  }
}
