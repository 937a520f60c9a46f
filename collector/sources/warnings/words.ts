import type { WarningKind, WarningLevel } from '@nalssi/schemas';
import type { PartOf, WarningCommand, WarningZone } from '../warning.ts';

/** Marks as a keyboard for Korean makes them, and what stands for the end of a line. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/<br\s?\/?>|&#1[03];|&#x0?[ad];|[\u0085\u2028\u2029]/gi, '\n'],
  [/（/g, '('],
  [/）/g, ')'],
  [/：/g, ':'],
  [/[，、]/g, ','],
];

/** A text of KMA's with the marks that are usual in it. */
export function withUsualMarks(text: string): string {
  return marks.reduce((read, [mark, usual]) => read.replace(mark, usual), text);
}

/** KMA's words for kinds of warning. The hub says 해일 where the portal says 폭풍해일. */
const kinds: ReadonlyMap<string, WarningKind> = new Map<string, WarningKind>([
  ['강풍', 'strong-wind'],
  ['호우', 'heavy-rain'],
  ['한파', 'cold-wave'],
  ['건조', 'dry'],
  ['해일', 'storm-surge'],
  ['폭풍해일', 'storm-surge'],
  ['지진해일', 'tsunami'],
  ['풍랑', 'high-seas'],
  ['태풍', 'typhoon'],
  ['대설', 'heavy-snow'],
  ['황사', 'yellow-dust'],
  ['폭염', 'heat-wave'],
  ['안개', 'fog'],
  ['열대야', 'tropical-night'],
]);

/** KMA's words for levels. In 2026 the hub wrote both 주의 and 주의보. */
const levels: ReadonlyMap<string, WarningLevel> = new Map<string, WarningLevel>([
  ['예비', 'preliminary'],
  ['예비특보', 'preliminary'],
  ['주의', 'advisory'],
  ['주의보', 'advisory'],
  ['경보', 'warning'],
  ['중대경보', 'severe'],
]);

const commands: ReadonlyMap<string, WarningCommand> = new Map<string, WarningCommand>([
  ['발표', 'issued'],
  ['변경', 'changed'],
  ['변경발표', 'changed'],
  ['연장', 'extended'],
  ['정정', 'corrected'],
  ['대치', 'replaced'],
  ['해제', 'lifted'],
  ['변경해제', 'lifted'],
  ['대치해제', 'lifted'],
]);

/** KMA spaces its words as it likes: `없 음`, `예비 특보`. */
export function compact(text: string): string {
  return text.normalize('NFC').replace(/\s/g, '');
}

export function kindOf(word: string): WarningKind | undefined {
  return kinds.get(compact(word));
}

/** The kind with which a word begins, whatever level follows: 폭염 of `폭염특별경보`. */
export function kindBefore(word: string): WarningKind | undefined {
  const whole = compact(word);
  const begins = [...kinds.keys()].filter((kind) => whole.startsWith(kind));
  return kinds.get(begins.toSorted((one, other) => other.length - one.length)[0] ?? '');
}

/** The level of a word; what begins with 주의 is the advisory however it ends. */
export function levelOf(word: string): WarningLevel | undefined {
  const whole = compact(word);
  return levels.get(whole) ?? (whole.startsWith('주의') ? 'advisory' : undefined);
}

/** The command of a word: `대치해제(자동)` is 대치해제; `null` where there is none. */
export function commandOf(word: string): WarningCommand | null | undefined {
  const whole = compact(word).replace(/\([^()]*\)$/, '');
  return /^-?$/.test(whole) ? null : commands.get(whole);
}

/** The level that a compact word ends in. 중대경보 ends in 경보 as well: the longer one comes first. */
function endingOf(whole: string): string | undefined {
  return ['예비특보', '중대경보', '주의보', '경보'].find((end) => whole.endsWith(end));
}

/** Kind and level of a word that holds both: `강풍주의보`, `폭염 중대경보`, `풍랑 예비특보`. */
export function kindAndLevelOf(word: string): { kind: WarningKind; level: WarningLevel } | null {
  const whole = compact(word);
  const ending = endingOf(whole);
  if (ending === undefined) return null;
  const kind = kindOf(whole.slice(0, -ending.length));
  const level = levelOf(ending);
  return kind === undefined || level === undefined ? null : { kind, level };
}

/**
 * All that a word holds: kinds may stand together, `강풍주의보·풍랑주의보`, also with one level,
 * `강풍·풍랑주의보`. `null` where one of them is not known.
 */
export function kindsAndLevelsOf(
  word: string,
): readonly { kind: WarningKind; level: WarningLevel }[] | null {
  const parts = compact(word).split(/[·ㆍ・/]/);
  const ending = endingOf(parts.at(-1) ?? '') ?? '';
  const read = parts.map((part) =>
    kindAndLevelOf(endingOf(part) === undefined ? `${part}${ending}` : part),
  );
  const known = read.filter((what) => what !== null);
  return known.length === read.length ? known : null;
}

/** Whether a text can be the name of a zone: `제주시(산지 제외)`, `울릉도.독도`. */
export function isZoneName(text: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ().,·ㆍ・~-]{0,199}$/u.test(text);
}

/** A zone without a code: what its name says is left out is said beside it. */
export function zoneOfName(name: string): WarningZone {
  const partOf = partOfName(name);
  return partOf === null ? { id: null, name } : { id: null, name, partOf };
}

/**
 * `서울(서울서북권 제외)`, `강원도(태백, 평창군산지 제외)`: the whole and what it is without; `보령(도서제외)`
 * as well. `null` where nothing is left out of the name itself.
 */
export function partOfName(name: string): PartOf | null {
  const opening = name.indexOf('(');
  if (opening <= 0 || !/제외\s?\)$/.test(name)) return null;
  const list = name.slice(opening + 1, name.lastIndexOf('제외'));
  const except = splitOutsideParentheses(list)?.filter((zone) => zone !== '') ?? [];
  return except.length === 0 ? null : { whole: name.slice(0, opening).trim(), except };
}

/** Parts of a list between commas that do not stand in parentheses; `null` where these are odd. */
export function splitOutsideParentheses(text: string): string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
    if (depth < 0) return null;
  }
  parts.push(text.slice(start).trim());
  return depth === 0 ? parts : null;
}
