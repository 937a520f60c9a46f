import { validateDetailed } from 'node-cron';
import { z } from 'zod';
import { isShowable, show } from '../../telemetry/shown-value.ts';

/** A cron expression, of an upstream whose own is `example`. */
export const schedule = (example: string) =>
  z
    .string()
    .refine((text) => validateDetailed(text).valid, {
      error: ({ input }) =>
        `${show(input)} is not a cron expression${faultOf(String(input))}. Use five fields, or six with seconds first, as in "${example}".`,
    })
    .optional();

/** The reason repeats parts of the text, so it stands where the text may. */
function faultOf(text: string): string {
  const reason = validateDetailed(text).errors[0]?.message;
  return reason === undefined || !isShowable(text) ? '' : ` (${reason})`;
}
