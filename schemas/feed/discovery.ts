import { z } from 'zod';
import { envelope } from './envelope.ts';

/** `index.json`: where everything is, and under which terms. */
export const discoveryFile = envelope.extend({
  feeds: z.record(
    z.string(),
    z.object({
      /** Relative to this file. */
      url: z.string(),
      schema: z.string(),
      ttl: z.int().positive(),
      description: z.object({ ko: z.string(), en: z.string() }),
    }),
  ),
  versions: z.array(z.object({ version: z.string(), url: z.string() })),
  licence: z.object({
    text: z.object({ ko: z.string(), en: z.string() }),
    url: z.url(),
  }),
});
export type DiscoveryFile = z.infer<typeof discoveryFile>;
