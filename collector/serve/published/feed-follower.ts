import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { envelope } from '@nalssi/schemas';
import { type EncodedFiles, identityOf } from '../../publish/encode.ts';
import { mostMarksOfState, parsePublished } from '../../publish/parse-published.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Telemetry } from '../../telemetry/telemetry.ts';
import { type Clock, type Duration, type Instant, seconds } from '../../time/clock.ts';
import { withOwnTexts } from './own-texts.ts';
import { indexPath, type PublishedFeed } from './published-feed.ts';

const self = envelope.pick({ sequence: true, status: true, generatedAt: true });

/** A look that takes longer is given up: a share that hangs shall not hang us. */
const lookDeadline: Duration = seconds(60);

/** Without contact for so long it is said that what is served may be old. */
const toldAfter: Duration = seconds(10);

/** Another reason is told after so long at the soonest: a place that lies has a new one at each look. */
const anotherReasonAfter: Duration = seconds(60);

export interface FollowerOptions {
  readonly feed: PublishedFeed;
  readonly clock: Clock;
  readonly log: Logger;
  readonly telemetry: Telemetry;
  /** Gets all files of each new edition. */
  readonly onEdition: (files: EncodedFiles, at: Instant, sequence: number) => void;
  /** Hears of each look, whatever came of it. */
  readonly onLook: () => void;
  /** The sequence of what is served already. */
  readonly served?: number;
}

/**
 * Follows a feed that another process publishes: looks again and again, and hands each edition on that is
 * not older than what there was. What was read stays when contact is lost; its values end by their own
 * expiry. It says once when contact is lost, and once when it is there again.
 */
export class FeedFollower {
  readonly #options: FollowerOptions;
  #sequence: number | null = null;
  #lostAt: Duration | null = null;
  /** When the look began that is under way. */
  #lookingSince: Duration | null = null;
  #reason = '';
  /** When it was said that contact is lost; `null` where there is contact. */
  #toldLostAt: Duration | null = null;
  /** Why the edition that is there now was not taken. */
  #refused: Error | null = null;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#sequence = options.served ?? null;
  }

  /** What `/readyz` says beside how the feed is; empty while there is contact. */
  get says(): string {
    const now = performance.now();
    const isSlow = this.#lookingSince !== null && now - this.#lookingSince >= toldAfter;
    const since = this.#lostAt ?? (isSlow ? this.#lookingSince : null);
    if (since === null) return '';
    return `, nothing could be read for ${Math.round((now - since) / seconds(1))} s`;
  }

  /** Follows until `stop` aborts. Never rejects. */
  async follow(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.#lookOnce(stop);
      this.#options.onLook();
      // Whoever follows in the same process has heard as well, and is served before anyone asks again.
      await nextTurn();
      await this.#untilNextLook(stop);
    }
  }

  /** The highest sequence that was handed on; `null` before the first. */
  get sequence(): number | null {
    return this.#sequence;
  }

  async #untilNextLook(stop: AbortSignal): Promise<void> {
    const { feed } = this.#options;
    if (feed.changed !== undefined && this.#lostAt === null) {
      try {
        await feed.changed(stop);
        return;
      } catch {
        // The next look finds out, and tells.
      }
    }
    await wait(feed.look, undefined, { signal: stop }).catch(() => undefined);
  }

  async #lookOnce(stop: AbortSignal): Promise<void> {
    const { feed, telemetry } = this.#options;
    const began = performance.now();
    this.#lookingSince = began;
    try {
      const files = await feed.read(AbortSignal.any([stop, AbortSignal.timeout(lookDeadline)]));
      if (files !== null) this.#takeOrRefuse(files);
      if (this.#refused !== null) throw this.#refused;
      telemetry.looked('ok');
      this.#hasContact();
    } catch (error) {
      if (stop.aborted) return;
      telemetry.looked('failed');
      this.#hasNoContact(error, began);
    } finally {
      this.#lookingSince = null;
    }
  }

  #takeOrRefuse(files: EncodedFiles): void {
    this.#refused = null;
    try {
      this.#take(files);
    } catch (error) {
      this.#refused = error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Throws where the edition does not say what it is, or is older than what is served. */
  #take(read: EncodedFiles): void {
    const { clock, telemetry, onEdition, log } = this.#options;
    const index = read.get(indexPath);
    if (index === undefined) throw new Error('there is no index.json');
    const { sequence, status, generatedAt } = understood(() =>
      self.parse(parsePublished(identityOf(index), mostMarksOfState)),
    );
    if (this.#sequence !== null && sequence < this.#sequence) {
      throw new Error(
        `its sequence ${sequence} is below ${this.#sequence}, which is served; restart this server to serve it all the same`,
      );
    }
    const files = withOwnTexts(read);
    const now = clock.now();
    understood(() => onEdition(files, now, sequence));
    const delay = Math.max(0, now - Date.parse(generatedAt));
    if (this.#sequence === null) {
      log.info({ code: 'feed-read', sequence, status, files: files.size }, 'The feed was read.');
    }
    this.#sequence = sequence;
    telemetry.followed({ sequence, status, delay });
  }

  #hasContact(): void {
    this.#lostAt = null;
    if (this.#toldLostAt === null) return;
    this.#toldLostAt = null;
    const { feed, log } = this.#options;
    log.info({ code: 'feed-found' }, `The feed is read again from ${feed.name}.`);
  }

  /** A place that hangs is lost since the look began, not since it was given up. */
  #hasNoContact(error: unknown, began: Duration): void {
    this.#lostAt ??= began;
    const reason = error instanceof Error ? error.message : String(error);
    const isCertain = this.#sequence === null || this.#refused !== null;
    const now = performance.now();
    const isDue = isCertain || now - this.#lostAt >= toldAfter;
    const isTold =
      this.#toldLostAt !== null &&
      (reason === this.#reason || now - this.#toldLostAt < anotherReasonAfter);
    if (!isDue || isTold) return;
    this.#toldLostAt = now;
    this.#reason = reason;
    const { feed, log } = this.#options;
    const served =
      this.#sequence === null
        ? 'there is none to serve yet'
        : 'what was read before is served until its values expire';
    log.warn(
      { code: 'feed-lost', reason },
      `The feed cannot be read from ${feed.name}; ${served}. It is tried again.`,
    );
  }
}

/** Throws, where `read` does, an error that says what to do instead of how it failed. */
function understood<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw new Error(
      'its index.json or health.json cannot be understood: let it be published anew, and look who else writes there',
      { cause },
    );
  }
}
