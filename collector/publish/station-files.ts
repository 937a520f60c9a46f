import { stationFeedFileOf, stationPath } from '../feed/feed-files.ts';
import type { Publication } from '../feed/publication.ts';
import type { StationSnapshot } from '../snapshot/element-snapshot.ts';
import type { HistoryValue } from '../store/store.ts';
import { type Duration, type Instant, minutes } from '../time/clock.ts';
import { type Encode, type EncodedFiles, encode } from './encode.ts';
import { isRecent, KeptFiles, rewriteAfter } from './kept-files.ts';

/** At a start one source answers after another: what each adds need not make a file of its own. */
const settleTime: Duration = minutes(1);

/**
 * Up to so many are made in the same minute. Names and bodies that come and go together lie together on the
 * disk: ten in each of ten minutes touched three times the blocks of folders and inodes that all 97 in one do.
 * More would hold up a publish.
 */
const togetherAtMost = 100;

interface Made {
  /** What the station has. */
  readonly inventory: string;
  /** When it has to be made again at the latest. */
  readonly dueAt: Instant;
}

/**
 * The files of single stations. Each is made when its station has something that it had not, or no
 * longer, and else every ten minutes, a hundred at a time: 740 files with 48 hours each would be
 * too many for every publish. So values and `sequence` may be ten minutes old.
 */
export class StationFiles {
  readonly #files: KeptFiles;
  readonly #made = new Map<string, Made>();
  readonly #hasPast: boolean;

  /** `hasPast`: an earlier run has shown files of stations, which have to stay. */
  constructor(encodeOne: Encode = encode, hasPast = true) {
    this.#files = new KeptFiles(encodeOne, 'quick');
    this.#hasPast = hasPast;
  }

  /** By path below `/v1/`. */
  get files(): EncodedFiles {
    return this.#files.files;
  }

  /** Whether `update` would make a file. */
  isDue(publication: Publication): boolean {
    const { stations, at } = publication.snapshot;
    return !this.#isAwaiting(publication) && stations.some((snapshot) => this.#isDue(snapshot, at));
  }

  /**
   * Brings the files to `publication`. `history` reads a station's past. Throws InvalidFeedError, and
   * the reason of `stop`.
   */
  async update(
    publication: Publication,
    history: (station: string) => Promise<readonly HistoryValue[]>,
    stop?: AbortSignal,
  ): Promise<void> {
    const { stations, at } = publication.snapshot;
    for (const [index, snapshot] of stations.entries()) {
      if (!this.#isDue(snapshot, at)) continue;
      stop?.throwIfAborted();
      const { id } = snapshot.station;
      const file = stationFeedFileOf(publication, snapshot, await history(id));
      await this.#files.take(file, at, { anew: true });
      // The first time they are all made at once: from then on they take turns. One that is made before
      // its turn has it all the same.
      const { dueAt } = this.#made.get(id) ?? { dueAt: at + firstTurn(index, stations.length) };
      const next = dueAt > at ? dueAt : at + rewriteAfter;
      this.#made.set(id, { inventory: inventoryOf(snapshot), dueAt: next });
    }
    this.#files.retain(new Set(stations.map(({ station }) => stationPath(station.id))));
    const present = new Set(stations.map(({ station }) => station.id));
    for (const id of this.#made.keys()) if (!present.has(id)) this.#made.delete(id);
  }

  /** At the very first start all sources answer within seconds, and what the second said would wait for 740 files. */
  #isAwaiting({ snapshot: { at }, sources, startedAt }: Publication): boolean {
    if (this.#hasPast || !isRecent(startedAt, at, settleTime)) return false;
    return sources.some(({ state }) => state === 'starting');
  }

  #isDue(snapshot: StationSnapshot, at: Instant): boolean {
    const made = this.#made.get(snapshot.station.id);
    if (made === undefined) return true;
    const builtAt = this.#files.builtAt(stationPath(snapshot.station.id)) ?? 0;
    if (at >= made.dueAt || !isRecent(builtAt, at)) return true;
    const isSettled = made.inventory !== '' && at - builtAt < settleTime;
    return !isSettled && made.inventory !== inventoryOf(snapshot);
  }
}

/** When, after all of them were made, it is the turn of one of so many. */
function firstTurn(index: number, stations: number): Duration {
  const turns = Math.ceil(stations / togetherAtMost);
  return (rewriteAfter * (Math.floor((index * turns) / stations) + 1)) / turns;
}

/** Which elements have a value, or one that failed; empty for none. */
function inventoryOf({ elements }: StationSnapshot): string {
  let inventory = '';
  for (const [element, { shown, failed }] of Object.entries(elements)) {
    if (shown !== null) inventory += ` ${element}`;
    if (failed !== null) inventory += ` ${element}?`;
  }
  return inventory;
}
