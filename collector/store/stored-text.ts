import { conditionCode } from '@nalssi/schemas';
import { z } from 'zod';
import { marksIn } from '../sources/formats/marks-in.ts';
import { firstTime, lastTime } from '../time/kst.ts';

/** A time that the feed can write: one that it cannot would stop every publish for as long as it is stored. */
export const storedInstant = z.number().min(firstTime).max(lastTime);

/**
 * What a part of the state says at most, in characters, and in objects, lists and quotation marks. Of 740 stations
 * the holdings of a source have 3 MB and 400,000 marks, a ledger 5 kB, an event of the history 1 MB.
 */
const most = {
  few: { length: 256 * 1024, marks: 20_000 },
  event: { length: 8 * 1024 * 1024, marks: 300_000 },
  many: { length: 16 * 1024 * 1024, marks: 1_500_000 },
};

/** Whether a value is of the element: a word for the condition, a number for all else. */
export function isOfElement(element: string, value: number | string): boolean {
  return element === 'condition' ? isCondition(value) : typeof value === 'number';
}

const isCondition = (value: number | string) => conditionCode.safeParse(value).success;

/** Faults that a message names: a damaged list may have one in each of a hundred thousand rows. */
const faultsNamed = 5;
const faultLength = 200;

/**
 * The value that is stored as a JSON text, or as its bytes. Throws SyntaxError, and Error where it says
 * more than we ever store or something else: it may be damaged, of another version, or written by
 * somebody else.
 */
export function parseStored<Value>(
  stored: string | Buffer,
  schema: z.ZodType<Value>,
  size: keyof typeof most,
): Value {
  const { length, marks } = most[size];
  const text = String(stored);
  if (text.length > length || marksIn(bytesOf(stored)) > marks) {
    throw new Error('It says more than nalssi ever stores.');
  }
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const named = issues
    .slice(0, faultsNamed)
    .map(({ path, message }) => `${path.join('.')}: ${message}`.slice(0, faultLength));
  const others = issues.length - named.length;
  throw new Error([...named, ...(others > 0 ? [`and ${others} more`] : [])].join('; '));
}

function bytesOf(stored: string | Buffer): Buffer {
  return typeof stored === 'string' ? Buffer.from(stored) : stored;
}
