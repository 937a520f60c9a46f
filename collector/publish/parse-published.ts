import { marksIn } from '../sources/formats/marks-in.ts';

/** Objects, lists and quotation marks: `health.json` and `index.json` have some thousand. */
export const mostMarksOfState = 100_000;
/** The largest file, the observations of 740 stations, has 205,000. */
export const mostMarks = 1_000_000;

/**
 * The JSON of a file that may be somebody else's: where whoever wrote it may not fill the memory of those who read it.
 * Throws SyntaxError, and Error where it says more than any file of nalssi.
 */
export function parsePublished(bytes: Buffer, most: number): unknown {
  // As many bytes have no more marks.
  if (bytes.length > most && marksIn(bytes) > most) {
    throw new Error(
      `it has more than ${most} objects, lists, texts or numbers, which no such file of nalssi has`,
    );
  }
  return JSON.parse(bytes.toString('utf8'));
}
