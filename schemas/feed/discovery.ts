import { z } from 'zod';
import { envelope } from './envelope.ts';
import { bilingualName, provinceNumber, regionCode } from './primitives.ts';

/** `index.json`: where everything is, and under which terms. */
export const discoveryFile = envelope.extend({
  /** Where readers find all that is served, with a slash at its end; absent where nobody said it. */
  site: z.url().optional(),
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
  /** The regions, each with the province it is governed by today: two may have one. */
  regions: z
    .array(
      z.object({
        code: regionCode,
        name: bilingualName,
        province: z.object({ code: provinceNumber, name: bilingualName }),
      }),
    )
    .optional(),
  versions: z.array(z.object({ version: z.string(), url: z.string() })),
  licence: z.object({
    text: z.object({ ko: z.string(), en: z.string() }),
    url: z.url(),
  }),
});
export type DiscoveryFile = z.infer<typeof discoveryFile>;
