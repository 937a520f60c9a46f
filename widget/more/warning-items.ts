import { warningKindsKo } from '@nalssi/schemas/facts';
import type { Warning, Warnings } from '../feed/warnings-client.ts';
import { moreWords } from '../format/languages.ts';
import { kstTime } from '../format/time.ts';
import { fill, type Language } from '../format/words.ts';
import type { Selection, ShownStation } from '../ticker/ticker-view.ts';

// What does not fit into an item that is read in passing is counted.
const mostZones = 3;
const allOfThem = 99;
// Letters of zones in all sentences: 500 warnings of KMA's have 3500. The zones of a warning that
// has more are counted there too.
const mostSpoken = 4000;
// The most serious first.
const levels = ['severe', 'warning', 'advisory'];

function concerns({ stations, regions }: Warning, selection: Selection): boolean {
  if (selection.stations.length > 0) {
    return selection.stations.some((station) => stations.has(station));
  }
  if (selection.regions.length === 0) return true;
  return selection.regions.some((code) => regions.has(code.toUpperCase()));
}

/**
 * The warnings in force at `now` as items, one for each kind and level, with who issued them and
 * when. A preliminary one is not in force, nor is one whose time has not come.
 */
export function warningItems(
  { issuer, asOf, expiresAt, warnings }: Warnings,
  now: number,
  selection: Selection,
  language: Language,
): ShownStation[] {
  if (!(now < expiresAt)) return [];
  const words = moreWords[language];
  const source = fill(words.issued, {
    issuer: issuer[language],
    time: kstTime(asOf).slice(11, 16),
  });
  let unspoken = mostSpoken;
  return [...groupsOf(warnings, now, selection)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, members]) => {
      const { kind, level } = members[0] as Warning;
      const zones = new Map(members.map(({ zone, covers }) => [zone, covers]));
      const length = [...zones.keys()].join('').length;
      const spoken = length <= unspoken ? zones.size : mostZones;
      unspoken -= length;
      const some = (places: readonly string[], count: number) => {
        const rest = places.length - count;
        const named = places.slice(0, count).join(', ');
        return rest > 0 ? fill(words.andMore, { zones: named, count: String(rest) }) : named;
      };
      // Of a few zones it is said which places of a town are in them, as a reader of that town asks.
      const list = (count: number, few: number, mostInside: number) =>
        some(
          [...zones].map(([zone, covers]) =>
            covers && zones.size <= few
              ? `${zone}(${some(covers.split(/(?<!\(.*)\./), mostInside)})`
              : zone,
          ),
          count,
        );
      const title = words.warning(kind, level);
      return {
        station: `warning ${group}`,
        name: title,
        condition: null,
        conditionWord: '',
        temperature: `${list(mostZones, 1, mostZones)} (${source})`,
        freezing: false,
        sentence: `${title}, ${list(spoken, mostZones, allOfThem)}. ${source}.`,
      };
    });
}

/** Those in force by seriousness, kind and level. */
function groupsOf(
  warnings: readonly Warning[],
  now: number,
  selection: Selection,
): Map<string, Warning[]> {
  const groups = new Map<string, Warning[]>();
  for (const warning of warnings) {
    const { kind, level, effectiveAt, endsAt } = warning;
    const inForce = !(effectiveAt > now) && !(endsAt <= now) && levels.includes(level);
    if (!inForce || !Object.hasOwn(warningKindsKo, kind) || !concerns(warning, selection)) continue;
    const group = `${levels.indexOf(level)} ${kind} ${level}`;
    const members = groups.get(group) ?? [];
    members.push(warning);
    groups.set(group, members);
  }
  return groups;
}
