import { z } from 'zod';
import { show } from '../../telemetry/shown-value.ts';

// Variables that take one of a few words.

export const logFormat = z
  .enum(['json', 'text'], {
    error: ({ input }) =>
      `${show(input, ['json', 'text'])} is not a form of the log. Use json for machines or text for people.`,
  })
  .optional();

export const tables = z
  .enum(['daily', 'off'], {
    error: ({ input }) =>
      `${show(input, ['daily', 'off'])} is not known. Use daily, or off where no table shall be refreshed.`,
  })
  .default('daily');
