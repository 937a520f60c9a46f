import { envelope } from '@nalssi/schemas';
import { type EncodedFiles, identityOf } from '../publish/encode.ts';
import type { Readiness } from './probes.ts';

/** What a feed says of itself, in the smallest of its files. */
const selfFile = 'index.json';

const self = envelope.pick({ status: true, summary: true });

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
    const { status, summary } = self.parse(JSON.parse(identityOf(file).toString('utf8')));
    // A feed from which no temperature is expected has what it can have.
    this.#hasValues ||= summary.stations === 0 || summary.fresh + summary.carried > 0;
    this.#current = this.#hasValues
      ? { isReady: true, says: status === 'ok' ? 'ready' : `ready, the feed is ${status}` }
      : { isReady: false, says: 'the feed has no value of any station that is expected' };
  }
}
