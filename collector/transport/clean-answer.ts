import { plainText } from '../sources/formats/plain-text.ts';
import type { Secrets } from '../telemetry/secrets.ts';
import { tellableCounts } from './outside-names.ts';

/** What an upstream calls something, as far as it is kept where it is not known. */
const longestName = 40;

/**
 * The border for texts: what a parser has read, with every text in it plain and without secrets. Only
 * here are they as whoever reads the feed would see them: decoded, out of JSON, XML and HTML, and not
 * yet cut. The names of counts are cut here, after that: a cut before could leave half a key, which
 * nothing finds. What nobody knows is told only as far as it can carry no key. Parts that need no change stay the same objects.
 */
export function cleanAnswer<Parsed>(parsed: Parsed, secrets: Secrets): Parsed {
  const known = new Map<string, string>();
  const cleanText = (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const clean = secrets.scrub(plainText(text));
    known.set(text, clean);
    return clean;
  };
  return withTellableNames(clean(parsed, cleanText), secrets) as Parsed;
}

/** The counts of a batch that an upstream names as it likes. */
const outsideNames = ['unknownWords', 'unknownKeys'] as const;

function withTellableNames(parsed: unknown, secrets: Secrets): unknown {
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  const changed = outsideNames.flatMap((key) => {
    const counts = (parsed as Readonly<Record<string, unknown>>)[key];
    if (typeof counts !== 'object' || counts === null) return [];
    return [[key, tellableCounts(counts as Readonly<Record<string, number>>, secrets)]];
  });
  return changed.length === 0 ? parsed : { ...parsed, ...Object.fromEntries(changed) };
}

function clean(value: unknown, cleanText: (text: string) => string): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const parts = value.map((part) => clean(part, cleanText));
    return parts.some((part, index) => part !== value[index]) ? parts : value;
  }
  return cleanRecord(value, cleanText);
}

function cleanRecord(record: object, cleanText: (text: string) => string): object {
  const parts = new Map<string, unknown>();
  let isChanged = false;
  for (const [name, value] of Object.entries(record)) {
    const cleanName = short(cleanText(name));
    const part = clean(value, cleanText);
    isChanged ||= cleanName !== name || part !== value;
    const before = parts.get(cleanName);
    const isCount = typeof before === 'number' && typeof part === 'number';
    parts.set(cleanName, isCount ? before + part : part);
  }
  return isChanged ? Object.fromEntries(parts) : record;
}

function short(name: string): string {
  return name.length > longestName ? name.slice(0, longestName).toWellFormed() : name;
}
