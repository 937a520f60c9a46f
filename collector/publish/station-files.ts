import { buildStationFile } from '../feed/feed-files.ts';
import type { Publication } from '../feed/publication.ts';
import type { StationSnapshot } from '../snapshot/element-snapshot.ts';
import type { HistoryEntry } from '../store/store.ts';
import { type Duration, type Instant, minutes } from '../time/clock.ts';
import { type EncodedFile, type EncodedFiles, encode } from './encode.ts';

/** An unchanged file is written anew this often, so that its envelope tells that we are alive. */
const rewriteAfter: Duration = minutes(10);

/** Stations between two breaths of the event loop: requests shall not wait for hundreds of files. */
const stationsAtOnce = 20;

interface BuiltFile {
  readonly path: string;
  readonly file: EncodedFile;
  /** What the file says of now, to tell whether it must be built again. */
  readonly content: string;
  readonly builtAt: Instant;
}

/**
 * The files of single stations. Each is built when something of its station changed, and at least
 * every ten minutes: 740 files with 48 hours each would be too many for every publish. So their
 * values are those of the newest publish, and their `sequence` may be older.
 */
export class StationFiles {
  readonly #built = new Map<string, BuiltFile>();

  /** The files as of `publication`, by path below `/v1/`. `history` reads a station's past. */
  async update(
    publication: Publication,
    history: (station: string) => HistoryEntry[],
  ): Promise<EncodedFiles> {
    const { stations, at } = publication.snapshot;
    const due = stations.filter((snapshot) => this.#isDue(snapshot, at));
    for (let from = 0; from < due.length; from += stationsAtOnce) {
      await Promise.all(
        due.slice(from, from + stationsAtOnce).map(async (snapshot) => {
          const { id } = snapshot.station;
          const [path, text] = buildStationFile(publication, snapshot, history(id));
          const file = await encode(text, 'quick');
          this.#built.set(id, { path, file, content: contentOf(snapshot), builtAt: at });
        }),
      );
    }
    const present = new Set(stations.map(({ station }) => station.id));
    for (const id of this.#built.keys()) if (!present.has(id)) this.#built.delete(id);
    return new Map([...this.#built.values()].map(({ path, file }) => [path, file]));
  }

  #isDue(snapshot: StationSnapshot, at: Instant): boolean {
    const built = this.#built.get(snapshot.station.id);
    if (built === undefined || at - built.builtAt >= rewriteAfter) return true;
    return built.content !== contentOf(snapshot);
  }
}

function contentOf({ state, elements }: StationSnapshot): string {
  const values = Object.values(elements).map(({ shown, failed, reason }) => [
    shown?.value,
    shown?.observedAt,
    shown?.quality,
    failed?.value,
    reason,
  ]);
  return JSON.stringify([state, values]);
}
