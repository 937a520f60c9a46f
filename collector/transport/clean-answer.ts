import { plainText } from '../sources/formats/plain-text.ts';
import type { Secrets } from '../telemetry/secrets.ts';
import { tellableCounts, tellableNames, tellableText } from './outside-names.ts';

/** What an upstream calls something, as far as it is kept where it is not known. */
const longestName = 40;

/** The counts of a batch that an upstream names as it likes. */
const outsideCounts = ['unknownWords', 'unknownKeys'] as const;

/** Members with names of zones and of stations in Korean: nothing there needs letters of ASCII. */
const names: ReadonlySet<string> = new Set(['name', 'whole', 'except', 'full', 'short', 'ko']);
/** And those with longer texts about them. */
const texts: ReadonlySet<string> = new Set(['en', 'address']);

/** What becomes of a text that stands in the member `key`, be it in a list or not. */
type Change = (text: string, key: string) => string;

/**
 * The border for texts: what a parser has read, with every text in it plain and without secrets. Only
 * here are they as whoever reads the feed would see them: decoded, out of JSON, XML and HTML, and not
 * yet cut. The names of counts are cut here, after that: a cut before could leave half a key, which
 * nothing finds. What nobody knows is told only as far as it can carry no key. Parts that need no
 * change stay the same objects.
 */
export function cleanAnswer<Parsed>(parsed: Parsed, secrets: Secrets): Parsed {
  const known = new Map<string, string>();
  const given: string[] = [];
  const cleaned = changed(parsed, '', (text, key) => {
    const clean = known.get(text) ?? secrets.scrub(plainText(text));
    known.set(text, clean);
    if (names.has(key)) given.push(clean);
    return texts.has(key) ? tellableText(clean, secrets) : clean;
  });
  const counted = withTellableCounts(cleaned, secrets);
  // Without a key to tell there is nothing to keep back.
  const told = secrets.isEmpty ? new Map<string, string>() : tellableNames(given, secrets);
  if (given.every((name) => (told.get(name) ?? name) === name)) return counted as Parsed;
  const tell: Change = (text, key) => (names.has(key) ? (told.get(text) ?? text) : text);
  return changed(counted, '', tell) as Parsed;
}

function withTellableCounts(parsed: unknown, secrets: Secrets): unknown {
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  const counted = outsideCounts.flatMap((key) => {
    const counts = (parsed as Readonly<Record<string, unknown>>)[key];
    if (typeof counts !== 'object' || counts === null) return [];
    return [[key, tellableCounts(counts as Readonly<Record<string, number>>, secrets)]];
  });
  return counted.length === 0 ? parsed : { ...parsed, ...Object.fromEntries(counted) };
}

function changed(value: unknown, key: string, change: Change): unknown {
  if (typeof value === 'string') return change(value, key);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const parts = value.map((part) => changed(part, key, change));
    return parts.some((part, index) => part !== value[index]) ? parts : value;
  }
  return changedRecord(value, change);
}

function changedRecord(record: object, change: Change): object {
  const parts = new Map<string, unknown>();
  let isChanged = false;
  for (const [name, value] of Object.entries(record)) {
    const newName = short(change(name, ''));
    const part = changed(value, name, change);
    isChanged ||= newName !== name || part !== value;
    const before = parts.get(newName);
    const isCount = typeof before === 'number' && typeof part === 'number';
    parts.set(newName, isCount ? before + part : part);
  }
  return isChanged ? Object.fromEntries(parts) : record;
}

function short(name: string): string {
  return name.length > longestName ? name.slice(0, longestName).toWellFormed() : name;
}
