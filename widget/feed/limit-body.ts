/** Bytes that are read of one answer: 1500 stations with all that they can measure. */
const longestAnswer = 800_000;
/**
 * Objects, lists and quotation marks in one JSON text; 740 stations with all that they measure have
 * 50,000. Each name costs V8 a microsecond and more where every object has other ones, and texts
 * that look like numbers can be chosen to collide in its table of strings: 26,000 take seconds.
 */
const mostMarks = 60_000;

/** What JSON from outside says. Throws for what would take a page long to read. */
export function parseLimited(text: string, most = mostMarks): unknown {
  if (text.split(/[[{"]/, most).length === most) throw new TypeError();
  // V8 looks up each short value in that table, unless the whole text has a letter past Latin-1.
  return JSON.parse(`[${text},"\u2212"]`)[0];
}

/**
 * The text of an answer; none of one past the limit, where it lets go of the connection. Throws
 * where there is no body.
 */
export async function limitedText({ body }: Response, longest = longestAnswer): Promise<string> {
  const reader = (body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let left = longest;
  do {
    const { value } = await reader.read();
    if (!value) return new Blob(parts).text();
    parts.push(value);
    left -= value.length;
  } while (left >= 0);
  return (await reader.cancel()) ?? '';
}
