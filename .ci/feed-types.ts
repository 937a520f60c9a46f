import { z } from 'zod';
import { feedMode, feedStatus } from '../schemas/feed/envelope.ts';
import { quality } from '../schemas/feed/primitives.ts';

/** What the widget names of the schemas, beside the facts. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  FeedMode: feedMode,
  FeedStatus: feedStatus,
  Quality: quality,
};

/** Declarations of types of the feed, written out, for a package that does not have the schemas. */
export function declarationsOf(names: readonly string[]): string {
  return names
    .map((name) => {
      const schema = schemas[name];
      if (schema === undefined) throw new Error(`Say in feed-types.ts which schema is ${name}.`);
      return `export type ${name} = ${textOf(z.toJSONSchema(schema))};\n`;
    })
    .join('');
}

function textOf({ enum: values, type }: z.core.JSONSchema.BaseSchema): string {
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (type === 'string') return 'string';
  throw new Error(`The type ${type} is not known to feed-types.ts.`);
}
