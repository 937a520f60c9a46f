import type { Instant } from '../../time/clock.ts';
import { Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import {
  identityOf,
  type UnreadWarning,
  type Warning,
  type WarningBatch,
  type WarningDropReason,
} from '../warning.ts';

/** About 240 zones, rarely with more than two warnings each. */
const mostWarnings = 2_000;

/** Gathers the warnings of one answer and counts what is left out of it. */
export class WarningList {
  readonly dropped = new Tally<WarningDropReason>();
  readonly unknownKeys = new Tally<string>();
  readonly #unknownWords = new Tally<string>();
  readonly #warnings = new Map<string, Warning>();
  readonly #unread = new Map<string, UnreadWarning>();

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

  /** What a row is of that was left out. */
  addUnread(unread: UnreadWarning): void {
    if (this.#unread.size < mostWarnings) this.#unread.set(JSON.stringify(unread), unread);
  }

  /** Whether there were rows and none could be read: that is no country without warnings. */
  get isUnreadable(): boolean {
    const dropped = this.dropped.toRecord();
    const isLeftOut =
      dropped['unreadable-row'] !== undefined || dropped['unknown-word'] !== undefined;
    return this.#warnings.size === 0 && isLeftOut;
  }

  toBatch(asOf: Instant): WarningBatch {
    return {
      asOf,
      warnings: [...this.#warnings.values()],
      dropped: this.dropped.toRecord(),
      ...(this.#unread.size > 0 && { unread: [...this.#unread.values()] }),
      unknownWords: this.#unknownWords.toRecord(),
      unknownKeys: this.unknownKeys.toRecord(),
    };
  }
}
