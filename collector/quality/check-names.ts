import type { Catalogue } from '../catalogue/catalogue.ts';
import { addCounts, type Batch } from '../sources/reading.ts';
import { SourceError } from '../sources/source-error.ts';
import type { SourceId } from '../sources/source-id.ts';
import { fewestForShares, largestShareOfWrongNames } from './limits.ts';

/**
 * The batch without the rows whose name is that of another station than their number's: their
 * values stand at one of two places, and nobody can say which. A name that no station has is no
 * error, nor is a number that is new. Throws SourceError with code wrong-names when numbers and
 * names of the list have come apart.
 */
export function withoutWrongNames(source: SourceId, batch: Batch, catalogue: Catalogue): Batch {
  const owners = ownersOf(catalogue);
  let named = 0;
  const wrong: string[] = [];
  for (const { station, name } of batch.readings) {
    if (name === null) continue;
    named += 1;
    if (isOfAnother(station, name, owners)) wrong.push(`${station} ${name}`);
  }
  if (wrong.length === 0) return batch;
  if (named >= fewestForShares && wrong.length > named * largestShareOfWrongNames) {
    const detail = `${wrong.length} of ${named} names belong to other stations`;
    throw new SourceError(source, 'wrong-names', detail);
  }
  // KMA gives a station a new number when it moves, and may know it by the old name before we do.
  const readings = batch.readings.filter(
    ({ station, name }) =>
      name === null || catalogue.find(station) === undefined || !isOfAnother(station, name, owners),
  );
  const left = batch.readings.length - readings.length;
  if (left === 0) return batch;
  return {
    ...batch,
    readings,
    dropped: addCounts(batch.dropped, { 'name-of-another-station': left }),
  };
}

type Owners = ReadonlyMap<string, ReadonlySet<string>>;

function isOfAnother(station: string, name: string, owners: Owners): boolean {
  const found = [owners.get(plain(name)), owners.get(plain(bare(name)))];
  if (found.some((stations) => stations?.has(station))) return false;
  return found.some((stations) => stations !== undefined);
}

/** Stations by name: two may have the same one. Made once of each catalogue. */
const known = new WeakMap<Catalogue, Owners>();

function ownersOf(catalogue: Catalogue): Owners {
  const made = known.get(catalogue);
  if (made !== undefined) return made;
  const owners = new Map<string, Set<string>>();
  for (const { id, name } of catalogue.stations) {
    // Where two names differ by what is in brackets, 관악 and 관악(레), the bare one is the other's.
    for (const form of new Set([plain(name.ko), plain(bare(name.ko))])) {
      const stations = owners.get(form) ?? new Set();
      owners.set(form, stations.add(id));
    }
  }
  known.set(catalogue, owners);
  return owners;
}

/** Without what KMA adds in brackets: 홍성(예) is planned, 서울(유) has an observer. */
function bare(name: string): string {
  const bracket = name.indexOf('(');
  return bracket > 0 ? name.slice(0, bracket) : name;
}

function plain(name: string): string {
  return name.normalize('NFC').replace(/[\s·.()*-]/g, '');
}
