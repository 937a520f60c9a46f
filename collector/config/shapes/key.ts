import { z } from 'zod';
import { decodeOnce, shortestSecret } from '../../telemetry/secrets.ts';

/** The value is a secret: no message may show it. */
export const key = z
  .string()
  .refine((text) => /^[\w.~%+/=-]+$/.test(text), {
    error: 'holds characters that no key has. Copy the key again, without quotes or spaces.',
  })
  .refine((text) => text.length >= shortestSecret, {
    error: `is shorter than ${shortestSecret} characters, which no key is. Copy the key again.`,
  })
  .transform(decodeOnce)
  .optional();
