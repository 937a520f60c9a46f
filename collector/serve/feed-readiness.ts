import { envelope, healthFile } from '@nalssi/schemas';
import { type EncodedFiles, identityOf } from '../publish/encode.ts';
import { mostMarksOfState, parsePublished } from '../publish/parse-published.ts';
import { offsetText } from '../time/clock-words.ts';
import type { Readiness } from './probes.ts';

/** What a feed says of itself, in the smallest of its files. */
const selfFile = 'index.json';

/** What it says of the places where it goes, and of the clock. */
const healthFileName = 'health.json';

const self = envelope.pick({ status: true, summary: true });
const conditions = healthFile.pick({ outputs: true, clock: true });

/** Whether the feed that is served is worth being served, by what the feed says of itself. */
export class FeedReadiness {
  #hasValues = false;
  #current: Readiness = { isReady: false, says: 'no feed yet' };

  get current(): Readiness {
    return this.#current;
  }

  /** Takes the files of a publish. */
  accept(files: EncodedFiles): void {
    const file = files.get(selfFile);
    if (file === undefined) {
      this.#current = { isReady: true, says: 'ready' };
      return;
    }
    const { status, summary } = self.parse(parsePublished(identityOf(file), mostMarksOfState));
    // A feed from which no temperature is expected has what it can have.
    this.#hasValues ||= summary.stations === 0 || summary.fresh + summary.carried > 0;
    const how = status === 'ok' ? '' : `, the feed is ${status}`;
    this.#current = this.#hasValues
      ? { isReady: true, says: `ready${how}${conditionsIn(files)}` }
      : { isReady: false, says: 'the feed has no value of any station that is expected' };
  }
}

/** A clock that is off; and where what is served, from memory, is not what stands on the disk. */
function conditionsIn(files: EncodedFiles): string {
  const file = files.get(healthFileName);
  if (file === undefined) return '';
  const { outputs, clock } = conditions.parse(parsePublished(identityOf(file), mostMarksOfState));
  const time = clock?.state === 'off' ? `, the clock is ${offsetText(clock)}` : '';
  const failing = outputs.filter(({ state }) => state === 'failing').map(({ id }) => id);
  if (failing.length === 0) return time;
  return `${time}, served from memory: ${failing.join(' and ')} ${failing.length === 1 ? 'fails' : 'fail'}`;
}
