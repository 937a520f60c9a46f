import { type FeedFileKind, feedFiles, jsonSchema } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';

const kinds = Object.keys(feedFiles) as FeedFileKind[];

/** Every schema object anywhere in a JSON Schema. */
function objectsOf(node: unknown): Record<string, unknown>[] {
  if (typeof node !== 'object' || node === null) return [];
  const here = node as Record<string, unknown>;
  const nested = Object.values(here).flatMap(objectsOf);
  return here['type'] === 'object' ? [here, ...nested] : nested;
}

describe.each(kinds)('the JSON Schema of %s.json', (kind) => {
  test('names itself', () => {
    expect(jsonSchema(kind)).toMatchObject({ $id: `/v1/schema/1.0/${kind}.schema.json` });
  });

  test('is open: a field that is added later breaks no validating reader', () => {
    const objects = objectsOf(jsonSchema(kind));

    expect(objects.length).toBeGreaterThan(0);
    expect(objects.filter((object) => object['additionalProperties'] === false)).toEqual([]);
  });
});
