import { z } from 'zod';
import { feedMode, feedStatus } from '../schemas/feed/envelope.ts';
import { bilingualName } from '../schemas/feed/primitives.ts';
import { conditionCode, warningKind, warningLevel } from '../schemas/index.ts';

/** What the widget names of the schemas. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  BilingualName: bilingualName,
  ConditionCode: conditionCode,
  FeedMode: feedMode,
  FeedStatus: feedStatus,
  WarningKind: warningKind,
  WarningLevel: warningLevel,
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

function textOf({ enum: values, type, properties }: z.core.JSONSchema.BaseSchema): string {
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (type === 'string') return 'string';
  if (type !== 'object') throw new Error(`The type ${type} is not known to feed-types.ts.`);
  const fields = Object.entries(properties ?? {}).map(([name, field]) => {
    if (typeof field === 'boolean') throw new Error(`${name} has no type.`);
    return `${name}: ${textOf(field)}`;
  });
  return `{ ${fields.join('; ')} }`;
}
