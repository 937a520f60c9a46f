import { validateDetailed } from 'node-cron';
import { z } from 'zod';
import { isShowable, show } from '../../telemetry/shown-value.ts';

/** Fifty times a real one. */
const longest = 1_000;

/**
 * Whether the library may look at a text: it writes a range out before it asks whether there is a minute of that number,
 * and `0-99999999999` held the process for ever, deaf to every signal.
 */
const isBounded = (text: string): boolean => text.length <= longest && !/\d{3}/.test(text);

/** A cron expression, of an upstream whose own is `example`. */
export const schedule = (example: string) =>
  z
    .string()
    .refine((text) => isBounded(text) && validateDetailed(text).valid, {
      error: ({ input }) =>
        `${show(input)} is not a cron expression${faultOf(String(input))}. Use five fields, or six with seconds first, as in "${example}".`,
    })
    .optional();

/** The reason repeats parts of the text, so it stands where the text may. */
function faultOf(text: string): string {
  if (!isBounded(text)) return '';
  const reason = validateDetailed(text).errors[0]?.message;
  return reason === undefined || !isShowable(text) ? '' : ` (${reason})`;
}
