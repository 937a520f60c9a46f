/** Bytes that are read of one answer: 1500 stations with all that they can measure. */
const longestAnswer = 800_000;
/**
 * Objects, lists and texts in one JSON text; 740 stations with all that they measure have 27,000, and 1,500
 * rows of a ticker 32,000. Texts that look like numbers can be chosen to collide in V8's table of strings:
 * 26,000 take seconds.
 */
const mostMarks = 40_000;
/**
 * Different names of fields in it; a file of a feed has some 60. Each costs V8 a microsecond and more where
 * every object has other ones, and 24,000 can be chosen to hold Firefox 34 seconds, in its table of names.
 */
const mostNames = 500;

/** What JSON from outside says. Throws for what would take a page long to read. */
export function parseLimited(text: string, most = mostMarks): unknown {
  // Nothing is in no file of ours, and the TypeError of it as good as that below. A turn of the group for each letter
  // took WebKit 0.4 s of a text of 480 kB.
  const marks = text.match(/[[{]|"(?:[^\\"]+|\\.)*"?\s*:?/g) as RegExpMatchArray;
  if (marks[most] || new Set(marks.filter((mark) => mark.endsWith(':'))).size > mostNames) {
    throw new TypeError();
  }
  // V8 looks up each short value in that table, unless the whole text has a letter past Latin-1.
  return JSON.parse(`[${text},"\u2212"]`)[0];
}

/**
 * The text of an answer; none of one past the limit, where it lets go of the connection. Throws
 * where there is no body.
 */
export async function limitedText({ body }: Response, longest = longestAnswer): Promise<string> {
  // Some pages give every object more: WebKit reads a `mode` also where no options are given.
  const options = { __proto__: null } as ReadableStreamGetReaderOptions;
  const reader = (body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader(
    options,
  ) as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  // Not a Blob, which another process keeps: of the 34 answers of a whole country they took 30 ms.
  // biome-ignore lint/plugin: of UTF-8, in a browser.
  const decoder = new TextDecoder();
  let text = '';
  for (let left = longest; left >= 0; ) {
    const { value } = await reader.read();
    text += decoder.decode(value, { stream: !!value });
    if (!value) return text;
    left -= value.length;
  }
  return (await reader.cancel()) ?? '';
}
