import type { RegionCode, WarningZone } from '@nalssi/schemas';
import { type Instant, minutes } from '../time/clock.ts';
import { regionOfName } from './regions.ts';
import { deepestZone } from './table-bounds.ts';
import { keyOfZoneName, spelt, withoutParentheses } from './zone-names.ts';

/** The whole country. */
const countryId = 'L1000000';

/** KMA's zones for warnings, as a tree. */
export class Zones {
  /** Ascending by number. */
  readonly all: readonly WarningZone[];
  readonly #byId: ReadonlyMap<string, WarningZone>;
  readonly #children: ReadonlyMap<string | null, readonly WarningZone[]>;
  readonly #bySpelling: ReadonlyMap<string, readonly WarningZone[]>;
  readonly #byKey: ReadonlyMap<string, readonly WarningZone[]>;

  constructor(zones: readonly WarningZone[]) {
    this.all = zones;
    this.#byId = new Map(zones.map((zone) => [zone.id, zone]));
    this.#children = Map.groupBy(zones, ({ parent }) => parent);
    this.#bySpelling = indexBy(zones, spelt);
    this.#byKey = indexBy(zones, keyOfZoneName);
  }

  find(code: string): WarningZone | undefined {
    return this.#byId.get(code);
  }

  /** The zones that hold a zone, the nearest first, up to its province; none for an unknown code. */
  parentsOf(code: string): readonly WarningZone[] {
    return this.above(code).filter(({ id }) => id !== countryId);
  }

  /** A zone that is no parent, or all below it that are none; those that ended are among them. */
  leavesUnder(code: string): readonly WarningZone[] {
    const found: WarningZone[] = [];
    const seen = new Set<string>();
    const open = [code];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      // A list may hold a zone that is its own parent.
      if (seen.has(id)) continue;
      seen.add(id);
      const below = this.#children.get(id) ?? [];
      const zone = this.#byId.get(id);
      if (below.length === 0 && zone !== undefined) found.push(zone);
      open.push(...below.map((child) => child.id));
    }
    return found.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /**
   * The zones in force at `now` that a name means, however it is spelt, of those that `isEligible`:
   * the exact spelling before the likeness, a province before a town of its name (광주), and a zone
   * before those below it.
   */
  byName(
    name: string,
    now: Instant,
    isEligible: (zone: WarningZone) => boolean = () => true,
  ): readonly WarningZone[] {
    const inForce = (zones: readonly WarningZone[] = []) =>
      zones.filter((zone) => !hasEnded(zone, now) && isEligible(zone));
    const exact = inForce(this.#bySpelling.get(spelt(name)));
    const found = exact.length > 0 ? exact : inForce(this.#byKey.get(keyOfZoneName(name)));
    const provinces = found.filter(({ parent }) => parent === countryId);
    if (provinces.length > 0) return provinces;
    const ids = new Set(found.map(({ id }) => id));
    return found.filter(({ id }) => !this.above(id).some((above) => ids.has(above.id)));
  }

  /** Whether `holder` is a zone or holds it. */
  isWithin(code: string, holder: string): boolean {
    return code === holder || this.above(code).some(({ id }) => id === holder);
  }

  /** The region of a zone on land, or `null` for one at sea, for the country, and for what is unknown. */
  regionOf(code: string): RegionCode | null {
    const zone = this.#byId.get(code);
    if (zone === undefined) return null;
    const line = [zone, ...this.parentsOf(code)];
    const set = line.find(({ region }) => region !== undefined)?.region;
    return set ?? regionOfName(line.at(-1)?.name.full ?? '');
  }

  /**
   * The town or province that a zone is only a part of, and the name of the part: 중부 of 대구. `null`
   * for a zone that is all of a town.
   */
  partOf(code: string): { readonly whole: WarningZone; readonly part: string } | null {
    const zone = this.#byId.get(code);
    const whole = zone === undefined ? undefined : this.parentsOf(code)[0];
    if (zone === undefined || whole === undefined) return null;
    const begins = [whole.name.full, whole.name.short].map(withoutParentheses);
    for (const name of [zone.name.full, zone.name.short]) {
      const begin = begins.find((one) => name.startsWith(one));
      const part = begin === undefined ? '' : bare(name.slice(begin.length));
      if (part !== '') return { whole, part };
    }
    return null;
  }

  /**
   * All zones that hold a zone, the nearest first, the country last. No more than any real one has: each station
   * is entered with every zone above its own, and a list may be one chain of thousands.
   */
  above(code: string): readonly WarningZone[] {
    const line: WarningZone[] = [];
    const seen = new Set([code]);
    let parent = this.#byId.get(code)?.parent ?? null;
    while (parent !== null && !seen.has(parent) && line.length < deepestZone) {
      seen.add(parent);
      const zone = this.#byId.get(parent);
      if (zone === undefined) break;
      line.push(zone);
      parent = zone.parent;
    }
    return line;
  }
}

/**
 * What a code nobody knows may be a part of, the nearest first, as KMA numbers most of its zones:
 * L1140950 of L1140900, else of L1140000.
 */
export function codesContinuedBy(code: string): string[] {
  const holders = [`${code.slice(0, 6)}00`, `${code.slice(0, 4)}0000`];
  return holders.filter((one) => one !== code && one !== countryId);
}

/** Whether a zone is no longer in force. Its last minute is a whole one. */
export function hasEnded({ validTo }: WarningZone, now: Instant): boolean {
  if (validTo === null) return false;
  return Date.parse(validTo) + minutes(1) <= now;
}

/** By both names. */
function indexBy(
  zones: readonly WarningZone[],
  key: (name: string) => string,
): ReadonlyMap<string, readonly WarningZone[]> {
  const index = new Map<string, WarningZone[]>();
  for (const zone of zones) {
    for (const name of new Set([zone.name.full, zone.name.short].map(key))) {
      const list = index.get(name);
      if (list === undefined) index.set(name, [zone]);
      else list.push(zone);
    }
  }
  return index;
}

/** `(도서제외)` without its parentheses. */
function bare(part: string): string {
  return part.startsWith('(') && part.endsWith(')') ? part.slice(1, -1).trim() : part.trim();
}
