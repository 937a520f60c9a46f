import type { Instant } from '../../time/clock.ts';
import { Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { identityOf, type Warning, type WarningBatch, type WarningDropReason } from '../warning.ts';

/** About 240 zones, rarely with more than two warnings each. */
const mostWarnings = 2_000;

/** Gathers the warnings of one answer and counts what is left out of it. */
export class WarningList {
  readonly dropped = new Tally<WarningDropReason>();
  readonly unknownKeys = new Tally<string>();
  readonly #unknownWords = new Tally<string>();
  readonly #warnings = new Map<string, Warning>();

  /** A row that stands twice counts once. Throws SourceError with code too-large. */
  add(warning: Warning): void {
    const key = identityOf(warning);
    if (this.#warnings.has(key)) this.dropped.add('duplicate-warning');
    else if (this.#warnings.size < mostWarnings) this.#warnings.set(key, warning);
    else throw new SourceError('warnings', 'too-large', `more than ${mostWarnings} warnings`);
  }

  /** A word that nobody knows, of a row that is read all the same. */
  countUnknown(word: string): void {
    this.#unknownWords.add(word);
  }

  /** A row whose word is not known is left out: a kind or level is never guessed. */
  dropUnknown(word: string): void {
    this.#unknownWords.add(word);
    this.dropped.add('unknown-word');
  }

  /** Whether there were rows and all are unreadable: that is no country without warnings. */
  get isUnreadable(): boolean {
    return this.#warnings.size === 0 && this.dropped.toRecord()['unreadable-row'] !== undefined;
  }

  toBatch(asOf: Instant): WarningBatch {
    return {
      asOf,
      warnings: [...this.#warnings.values()],
      dropped: this.dropped.toRecord(),
      unknownWords: this.#unknownWords.toRecord(),
      unknownKeys: this.unknownKeys.toRecord(),
    };
  }
}
