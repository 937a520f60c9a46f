import { type Coding, codings } from '../publish/encode.ts';

/**
 * The content coding for an `Accept-Encoding` header, by RFC 9110 section 12.5.3: the accepted one
 * with the highest weight, ours first among equals, `null` for the plain form.
 */
export function chooseCoding(header: string | undefined): Coding | null {
  if (header === undefined) return null;
  const known = chosen.get(header);
  if (known !== undefined) return known;
  const coding = negotiate(header);
  if (chosen.size < chosenKept && header.length <= longestKept) chosen.set(header, coding);
  return coding;
}

/** Browsers and CDNs send a handful of different headers; a stranger may not fill the memory. */
const chosen = new Map<string, Coding | null>();
const chosenKept = 200;
const longestKept = 200;

function negotiate(header: string): Coding | null {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    if (name !== '') weights.set(name, Number(weight) || 0);
  }
  const weightOf = (coding: Coding) => weights.get(coding) ?? weights.get('*') ?? 0;
  const plain = weights.get('identity') ?? 0;
  let best: Coding | null = null;
  for (const coding of codings) {
    const weight = weightOf(coding);
    if (weight > 0 && weight >= plain && (best === null || weight > weightOf(best))) best = coding;
  }
  return best;
}

/** Whether an `If-None-Match` header names `etag`, by weak comparison. */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);
}
