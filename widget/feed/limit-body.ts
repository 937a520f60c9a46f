/** Bytes that are read of one answer: 1500 stations with all that they can measure. */
export const longestAnswer = 800_000;

/**
 * The text of an answer up to the limit, where it also lets go of the connection: no JSON ends
 * there.
 */
export function limitedText({ body }: Response): Promise<string> {
  let length = 0;
  const limit = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      length += bytes.byteLength;
      if (length > longestAnswer) controller.terminate();
      else controller.enqueue(bytes);
    },
  });
  return new Response(body?.pipeThrough(limit)).text();
}
