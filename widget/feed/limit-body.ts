/** Bytes that are read of one answer: 1500 stations with all that they can measure. */
const longestAnswer = 800_000;
/**
 * Objects, lists and quotation marks in one JSON text; 740 stations with all that they measure have
 * 50,000. Each name costs V8 a microsecond and more where every object has other ones, and texts
 * that look like numbers can be chosen to collide in its table of strings.
 */
const mostMarks = 60_000;

/** What JSON from outside says. Throws for what would take a page long to read. */
export function parseLimited(text: string, most = mostMarks): unknown {
  if (text.split(/[[{"]/, most).length === most) throw new RangeError();
  return JSON.parse(text);
}

/** The text of an answer; none of one past the limit, where it lets go of the connection. */
export async function limitedText({ body }: Response, longest = longestAnswer): Promise<string> {
  let length = 0;
  const limit = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    __proto__: null,
    transform(bytes, controller) {
      length += bytes.byteLength;
      if (length > longest) controller.terminate();
      else controller.enqueue(bytes);
    },
  } as Transformer);
  const text = await new Response(body?.pipeThrough(limit)).text();
  return length > longest ? '' : text;
}
