import { regionsOf } from '@nalssi/schemas';
import type { Instant } from '../../time/clock.ts';
import { instantOfCompactKst } from '../../time/kst.ts';
import { type PortalItem, readPortalAnswer } from '../portal/envelope.ts';
import { SourceError } from '../source-error.ts';
import { type WarningBatch, zoneOf } from '../warning.ts';
import { WarningList } from './warning-list.ts';
import {
  compact,
  isZoneName,
  kindBefore,
  kindsAndLevelsOf,
  partOfName,
  splitOutsideParentheses,
  withUsualMarks,
  zoneOfName,
} from './words.ts';

const id = 'warnings';

/** `other` repeats news; `tmSeq` is of the latest bulletin, not of any one warning. */
const knownKeys: ReadonlySet<string> = new Set([
  't6',
  't7',
  'tmFc',
  'tmEf',
  'tmSeq',
  'other',
  'stnId',
]);

/**
 * Reads the portal's status of warnings (`getPwnStatus`), JSON or XML: texts for people, a line for
 * each kind and level. Throws SourceError: the portal's codes, encoding, html, doctype, malformed,
 * stamp, shape.
 */
export function readPortalStatus(bytes: Uint8Array, askedAt: Instant | null): WarningBatch {
  const { items, unknownKeys } = readPortalAnswer(id, bytes);
  const list = new WarningList();
  for (const key of Object.keys(unknownKeys)) list.unknownKeys.add(key);
  const item = newestOf(items);
  for (const key of item.keys()) if (!knownKeys.has(key)) list.unknownKeys.add(key);
  const issuedAt = stampOf(item);
  for (const key of ['t6', 't7'] as const) {
    const text = item.get(key);
    if (text === undefined) throw new SourceError(id, 'shape', `there is no ${key}`);
    readTexts(withUsualMarks(text), list);
  }
  if (list.isUnreadable) throw new SourceError(id, 'shape', 'no entry of t6 and t7 can be read');
  // The status was issued at tmFc and holds until the next one: it speaks of when it was asked for.
  const batch = list.toBatch(Math.max(issuedAt, askedAt ?? issuedAt));
  // Of the bulletin, not of any one warning: what it no longer names may hold until then.
  // KMA writes 없음 where there is none.
  const blank = item.get('t6')?.trim() === '' ? { isBlank: true } : {};
  return {
    ...batch,
    ...blank,
    takesEffectAt: instantOfCompactKst((item.get('tmEf') ?? '').trim()),
  };
}

function newestOf(items: readonly PortalItem[]): PortalItem {
  const [newest] = items.toSorted((one, other) => stampOf(other) - stampOf(one));
  if (newest === undefined) throw new SourceError(id, 'no-data', 'there is no item');
  return newest;
}

function stampOf(item: PortalItem): Instant {
  const text = item.get('tmFc');
  if (text === undefined) throw new SourceError(id, 'shape', 'there is no tmFc');
  const instant = instantOfCompactKst(text.trim());
  if (instant === null) throw new SourceError(id, 'stamp', 'tmFc is no time');
  return instant;
}

/** A Latin o, and what stands for it. */
const bullets = /[oOｏＯ○◯◦●•ㅇᄋ□■▪▫◇◆▶※]/;

/** The text with a bullet before each line that begins with a dash, a number, or a kind and a level. */
function withBullets(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const entry = line.trim();
      const unmarked = entry.replace(/^(?:[-*·]|\d{1,2}[.)])\s/, '');
      const colon = entry.indexOf(':');
      const isEntry = colon !== -1 && kindsAndLevelsOf(entry.slice(0, colon)) !== null;
      return unmarked !== entry || isEntry ? `o ${unmarked}` : line;
    })
    .join('\n');
}

/**
 * `o 강풍주의보 : 울릉도.독도` in t6. In t7 `(1) 풍랑 예비특보` stands above lines of a time and
 * zones, `o 05월 20일 밤(18시~24시) : 제주도`. Line breaks are not always there, so what parts the
 * texts are the bullets (no zone has a Latin o in its name) and the numbers in parentheses.
 */
function readTexts(text: string, list: WarningList): void {
  for (const [index, section] of text.split(/\(\d{1,2}\)/).entries()) {
    const [before = '', ...entries] = withBullets(section).split(bullets);
    // What stands before the first bullet is a heading, or an entry that lost its bullet.
    const isHeading = index > 0 && !before.includes(':') && entries.length > 0;
    if (!isHeading) entries.unshift(before);
    for (const entry of entries) readEntry(entry, isHeading ? before : '', list);
  }
}

function readEntry(entry: string, heading: string, list: WarningList): void {
  // KMA writes both 없음 and 없 음 where there is none.
  if (compact(entry) === '' || compact(entry) === '없음') return;
  const colon = entry.indexOf(':');
  if (colon === -1) {
    list.dropped.add('unreadable-row');
    list.addUnread({ zone: null, kind: kindBefore(entry) ?? null });
    return;
  }
  const text = entry.slice(colon + 1);
  const whole = zonesOf(text);
  // A warning that is left out for a parenthesis that is missing would look like one that was lifted.
  if (whole === null) list.dropped.add('unreadable-row');
  const zones = whole ?? zonesOf(withClosedParentheses(text)) ?? [];
  const head = heading.trim() === '' ? (entry.slice(0, colon).split('(', 1)[0] ?? '') : heading;
  const whats = kindsAndLevelsOf(head);
  if (whats === null) {
    list.dropUnknown(compact(head));
    const kind = kindBefore(head);
    for (const { zone, parent } of kind === undefined ? [] : zones) {
      const above = parent === null ? null : { id: null, name: parent };
      list.addUnread({
        zone: zoneOf({ zone: zoneOfName(zone), parent: above }),
        kind: kind ?? null,
      });
    }
    return;
  }
  // Of a list that breaks off nobody knows what it named.
  if (whole === null) for (const { kind } of whats) list.addUnread({ zone: null, kind });
  for (const { zone, parent } of zones) {
    if (!isZoneName(zone)) {
      list.dropped.add('unreadable-row');
      for (const { kind } of whats) list.addUnread({ zone: null, kind });
      continue;
    }
    if (parent !== null && !isKnownWhole(parent)) list.countUnknown(compact(parent));
    for (const what of whats) {
      list.add({
        ...what,
        ...timeless,
        zone: zoneOfName(zone),
        parent: parent === null ? null : { id: null, name: parent },
      });
    }
  }
}

/** Names that KMA lists zones under and that are no province. */
const otherWholes: ReadonlySet<string> = new Set(['서해5도', '제주시', '서귀포시']);

/** A name that zones stand under and nobody knows is counted: a province may have got another. */
function isKnownWhole(name: string): boolean {
  return otherWholes.has(compact(name)) || provincesIn(name) !== null;
}

/** `대구·경상북도` as two names, where each is a province; islands have dots in their names too. */
function provincesIn(name: string): string[] | null {
  const parts = name.split(/[·ㆍ・]/).map((part) => part.trim());
  return parts.every((part) => regionsOf(compact(part)).length > 0) ? parts : null;
}

/** The text with a parenthesis for each that is open at its end, and without those that close none. */
function withClosedParentheses(text: string): string {
  let depth = 0;
  let closed = '';
  for (const character of text) {
    if (character === ')' && depth === 0) continue;
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    closed += character;
  }
  return closed + ')'.repeat(depth);
}

/** What the portal does not say of a single warning. */
const timeless = { command: null, issuedAt: null, effectiveAt: null, endsAt: null } as const;

/** A list with a comma after each parenthesis that closes: `경기도(과천)·대구(대구중부)`. */
function withCommas(text: string): string {
  let depth = 0;
  return text.replace(/[()]|(?<=\))\s?[·ㆍ・.]?\s?(?=[\p{L}\p{N}])/gu, (mark) => {
    if (mark === '(') depth += 1;
    else if (mark === ')') depth -= 1;
    else return depth === 0 ? ', ' : mark;
    return mark;
  });
}

interface ZoneInList {
  readonly zone: string;
  readonly parent: string | null;
}

/**
 * Zones of a list such as `경기도(과천, 성남), 전라남도(완도(여서도 제외), 무안북부), 울릉도.독도`: those in
 * parentheses by themselves, except where they are what is left out (`강원도(태백 제외)`), which stays
 * one name. A province alone is all of it. `null` where the parentheses are odd.
 */
function zonesOf(text: string): ZoneInList[] | null {
  const parts = splitOutsideParentheses(withCommas(text.replace(/\s+/g, ' ').trim()));
  if (parts === null) return null;
  return parts.flatMap((part): ZoneInList[] => {
    if (part === '') return [];
    const opening = part.indexOf('(');
    const parent = part.slice(0, opening).trim();
    if (opening <= 0 || !part.endsWith(')') || partOfName(part) !== null) {
      return (provincesIn(part) ?? [part]).map(withProvince);
    }
    const zones = splitOutsideParentheses(part.slice(opening + 1, -1));
    if (zones === null || !isZoneName(parent)) return [{ zone: part, parent: null }];
    const within = zones
      .filter((zone) => zone !== '')
      .flatMap((zone) => nestedIn(zone) ?? [{ zone, parent }]);
    const alone = otherProvinces(parent, within).map((zone) => ({ zone, parent: null }));
    return [...alone, ...within];
  });
}

/** `광주(광주동부, 광주서부)` within 전남광주통합특별시: zones of the province that is nearest. */
function nestedIn(zone: string): ZoneInList[] | null {
  const isOfProvince = zone.includes('(') && provincesIn(zone.slice(0, zone.indexOf('('))) !== null;
  return isOfProvince && partOfName(zone) === null ? zonesOf(zone) : null;
}

/**
 * Of `대구·경상북도(안동, 영주)` 대구, which no zone in the parentheses is of by its name: the list may
 * be of the last province alone, and a warning that holds must not be missing.
 */
function otherProvinces(parent: string, within: readonly ZoneInList[]): string[] {
  const others = provincesIn(parent)?.slice(0, -1) ?? [];
  return others.filter((province) => {
    const begin = compact(province).slice(0, 2);
    return !within.some(({ zone }) => compact(zone).startsWith(begin));
  });
}

/** `경상남도 창원시`, as an address is written: the province is what stands above the zone. */
function withProvince(name: string): ZoneInList {
  const [, province, zone] = /^(\S+)\s+([^\s()][^()]*)$/.exec(name) ?? [];
  if (province === undefined || zone === undefined || regionsOf(compact(province)).length === 0) {
    return { zone: name, parent: null };
  }
  return { zone, parent: province };
}
