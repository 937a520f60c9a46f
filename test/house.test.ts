import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sources } from '../collector/sources/registry.ts';
import { sourceIds } from '../collector/sources/source-id.ts';

const root = dirname(import.meta.dirname);

/** The rooms of the collector from left to right: data flows, and imports look, only leftwards. */
const rooms = [
  'time',
  'catalogue',
  'sources',
  'transport',
  'quality',
  'snapshot',
  'store',
  'publish',
  'serve',
];

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !/(^|[\\/])(node_modules|dist)[\\/]/.test(file));
}

/** What a file imports: a path below the root, or the name of a package. */
function importsOf(file: string): { specifier: string; target: string; typeOnly: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8');
  const statements = text.matchAll(
    /(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\(?\s*'([^']+)'/g,
  );
  return [...statements].map(([, type, from, bare]) => {
    const specifier = from ?? bare ?? '';
    const target = specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier)).replaceAll(sep, '/')
      : specifier;
    return { specifier, target, typeOnly: type !== undefined };
  });
}

describe('imports', () => {
  test('of the collector look only to the left of the flow', () => {
    const against = filesBelow('collector').flatMap((file) => {
      const from = rooms.indexOf(file.split(sep)[1] ?? '');
      if (from === -1) return [];
      return importsOf(file)
        .filter(({ target }) => {
          const room = target.match(/^collector\/([^/]+)\//)?.[1];
          const isComposition = target.startsWith('collector/') && room === undefined;
          return isComposition || (room !== undefined && rooms.indexOf(room) > from);
        })
        .map(({ target }) => `${file} imports ${target}`);
    });

    // The version of the package is a fact, not a room.
    expect(against.filter((line) => !line.endsWith('collector/version.ts'))).toEqual([]);
  });

  test('of the schemas reach nobody else', () => {
    const foreign = filesBelow('schemas').flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => !target.startsWith('schemas/') && target !== 'zod')
        .map(({ target }) => `${file} imports ${target}`),
    );

    expect(foreign).toEqual([]);
  });

  test('of the widget reach only Lit, and types of the schemas and of the frameworks it has types for', () => {
    const foreign = filesBelow('widget')
      .filter((file) => !/\.config\.ts$|[\\/]documentation[\\/]/.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ target, typeOnly }) => {
            if (target.startsWith('widget/') || /^(lit|@lit)(\/|$)/.test(target)) return false;
            const isFramework = file.endsWith(`${sep}${target}.d.ts`);
            return !((target === '@nalssi/schemas' || isFramework) && typeOnly);
          })
          .map(({ target }) => `${file} imports ${target}`),
      );

    expect(foreign).toEqual([]);
  });

  test('of the plain rooms of the widget do not reach Lit', () => {
    const plain = ['feed', 'motion', 'format', 'icons'].flatMap((room) =>
      filesBelow(`widget/${room}`),
    );
    const withLit = plain.filter((file) =>
      importsOf(file).some(({ target }) => /^(lit|@lit)(\/|$)/.test(target)),
    );

    expect(withLit).toEqual([]);
  });

  test('of the collector do not reach tests, pages or the widget', () => {
    const foreign = filesBelow('collector').flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => /^(test|demo|widget)\//.test(target))
        .map(({ target }) => `${file} imports ${target}`),
    );

    expect(foreign).toEqual([]);
  });
});

describe('sources', () => {
  const folders = readdirSync(join(root, 'collector/sources'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  test('have one folder each, and every folder is registered', () => {
    expect(folders.toSorted()).toEqual([...sourceIds].toSorted());
  });

  test.each(sourceIds)('%s is registered under its own id and documented', (id) => {
    const readme = readFileSync(join(root, 'collector/sources', id, 'README.md'), 'utf8');

    expect(sources[id].id).toBe(id);
    for (const heading of ['**When.**', '**Limits.**', '**Errors.**']) {
      expect(readme).toContain(heading);
    }
  });
});
