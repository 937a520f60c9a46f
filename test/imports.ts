import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

// What files import, read from their text: who may know whom, and which tests are about a file.

const root = dirname(import.meta.dirname);

/** The TypeScript below a folder of the repository, as paths below its root. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !/(^|[\\/])(node_modules|dist)[\\/]/.test(file));
}

interface Import {
  readonly specifier: string;
  /** A path below the root, or the name of a package. */
  readonly target: string;
  readonly typeOnly: boolean;
}

/** What a file imports. */
export function importsOf(file: string): Import[] {
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

/** The entries of our own packages. */
const entries: Readonly<Record<string, string>> = {
  '@nalssi/collector': 'collector/index.ts',
  '@nalssi/schemas': 'schemas/index.ts',
  '@nalssi/schemas/facts': 'schemas/facts/index.ts',
  '@nalssi/widget': 'widget/index.ts',
  '@nalssi/widget/define': 'widget/define.ts',
  '@nalssi/widget/feed': 'widget/feed/index.ts',
};

/**
 * All that a file loads, itself included, with how many imports away it is: paths below the root,
 * and names of packages. Imports of types load nothing.
 */
export function loadedBy(file: string): ReadonlyMap<string, number> {
  const loaded = new Map([[file, 0]]);
  for (const [one, distance] of loaded) {
    if (!one.endsWith('.ts') || !existsSync(join(root, one))) continue;
    for (const { target, typeOnly } of importsOf(one)) {
      const path = entries[target] ?? target;
      if (!typeOnly && !loaded.has(path)) loaded.set(path, distance + 1);
    }
  }
  return loaded;
}
