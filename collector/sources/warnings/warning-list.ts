import type { Instant } from '../../time/clock.ts';
import { Tally } from '../reading.ts';
import type { Warning, WarningBatch, WarningDropReason } from '../warning.ts';

/** Gathers the warnings of one answer and counts what is left out of it. */
export class WarningList {
  readonly dropped = new Tally<WarningDropReason>();
  readonly unknownKeys = new Tally<string>();
  readonly #unknownWords = new Tally<string>();
  readonly #warnings = new Map<string, Warning>();

  /** The first of two warnings of the same kind, level and zone counts. */
  add(warning: Warning): void {
    const key = keyOf(warning);
    if (this.#warnings.has(key)) this.dropped.add('duplicate-warning');
    else this.#warnings.set(key, warning);
  }

  /** A row whose word is not known is left out: a kind or level is never guessed. */
  dropUnknown(word: string): void {
    this.#unknownWords.add(word.slice(0, 40));
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

function keyOf({ kind, level, zone, parent }: Warning): string {
  return JSON.stringify([kind, level, zone.id ?? [parent?.name, zone.name]]);
}
