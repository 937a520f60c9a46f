import { z } from 'zod';
import { sourceIds } from '../../sources/source-id.ts';
import { show } from '../../telemetry/shown-value.ts';

const choice = `Choose from: ${sourceIds.join(', ')}.`;

/** Ids in order of trust, each once. */
export const sourceList = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
  .pipe(
    z
      .array(
        z.enum(sourceIds, {
          error: ({ input }) => `${show(input, sourceIds)} is not a source. ${choice}`,
        }),
      )
      .min(1, { error: `names no source. ${choice}` }),
  )
  .transform((ids) => [...new Set(ids)])
  .optional();
