import { feedFiles } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { openapiOf } from '../../../collector/feed/openapi.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: { readonly pattern?: string; readonly enum?: readonly string[] };
  readonly example: string;
}

interface Path {
  readonly get: {
    readonly operationId: string;
    readonly parameters?: readonly Parameter[];
    readonly responses: Readonly<Record<string, { readonly content?: object }>>;
  };
}

const { paths } = openapiOf(null) as { readonly paths: Readonly<Record<string, Path>> };

test.each(Object.entries(paths))(
  '%s declares what stands in it, and nothing else',
  (path, { get }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

    expect((get.parameters ?? []).map(({ name }) => name)).toEqual(inPath);
    // An empty list would say the same at greater length.
    expect('parameters' in get).toBe(inPath.length > 0);
  },
);

test('a part of a path is required, as OpenAPI wants it, and its example is one of what it may be', () => {
  const parameters = Object.values(paths).flatMap(({ get }) => get.parameters ?? []);

  expect(parameters.length).toBeGreaterThan(0);
  for (const { in: place, required, schema, example } of parameters) {
    expect([place, required]).toEqual(['path', true]);
    if (schema.enum !== undefined) expect(schema.enum).toContain(example);
    else expect(example).toMatch(new RegExp(schema.pattern ?? 'a pattern'));
  }
});

test('each operation has a name of its own and an answer in a schema of the feed', () => {
  const names = Object.values(paths).map(({ get }) => get.operationId);
  const known = Object.keys(feedFiles).map((kind) => `#/components/schemas/${kind}`);

  expect(new Set(names).size).toBe(names.length);
  for (const { get } of Object.values(paths)) {
    const content = Object.entries(get.responses['200']?.content ?? {});
    expect(content).toHaveLength(1);
    for (const [type, { schema }] of content) {
      expect(known).toContain(schema.$ref);
      expect(type).toBe(
        schema.$ref.endsWith('/geojson') ? 'application/geo+json' : 'application/json',
      );
    }
  }
});
