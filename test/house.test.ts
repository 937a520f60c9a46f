import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sources } from '../collector/sources/registry.ts';
import { sourceIds } from '../collector/sources/source-id.ts';
import { filesBelow, importsOf } from './imports.ts';

const root = dirname(import.meta.dirname);

/**
 * The rooms of the collector from left to right: data flows, and imports look, only leftwards. Rooms
 * of one floor do not see each other.
 */
const floors: readonly (readonly string[])[] = [
  ['time'],
  ['catalogue'],
  ['sources'],
  ['quality'],
  ['snapshot'],
  ['telemetry'],
  ['transport'],
  ['store'],
  ['intake', 'feed'],
  ['publish'],
  ['serve'],
  ['config'],
  ['run'],
  ['commands'],
];

/** What sources of one family share. */
const families = ['apihub', 'portal', 'formats', 'estimates', 'zones'];

/** Files that lie in no room: what a package shows of itself. */
const loose = ['main.ts', 'index.ts', 'version.ts'];

/** Folders of the other two packages that hold TypeScript. */
const roomsOf = {
  schemas: ['feed', 'facts', 'catalogue', 'json-schema'],
  widget: [
    'feed',
    'format',
    'icons',
    'chart',
    'motion',
    'events',
    'ticker',
    'more',
    'board',
    'element',
    'embed',
    'bundling',
    'documentation',
    'operators',
  ],
} as const;

/** What stands at the top, beside what tools put there: four rooms, and what tools and people look for. */
const top = [
  ...['collector', 'demo', 'schemas', 'test', 'widget'],
  ...['package.json', 'package-lock.json', 'tsconfig.json'],
  ...['README.md', 'README.ko.md', 'LICENSE', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
];

test('the top of the repository holds nothing but its rooms and what people and tools look for there', () => {
  const tracked = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).stdout;
  const found = new Set(tracked.split('\n').map((path) => path.split('/')[0] ?? ''));

  expect([...found].filter((name) => !name.startsWith('.') && name !== '').toSorted()).toEqual(
    top.toSorted(),
  );
});

describe('rooms', () => {
  test('of the collector hold every file but three', () => {
    const rooms = floors.flat();
    const homeless = filesBelow('collector').filter((file) => {
      const [, room = '', ...rest] = file.split(sep);
      return rest.length === 0 ? !loose.includes(room) : !rooms.includes(room);
    });

    expect(homeless).toEqual([]);
  });

  test.each(['schemas', 'widget'] as const)('of the %s hold every file but its entries', (name) => {
    const homeless = filesBelow(name).filter((file) => {
      const [, room = '', ...rest] = file.split(sep);
      const isEntry = /^(index|define|vite\.config)\.ts$|\.d\.ts$/.test(room);
      return rest.length === 0 ? !isEntry : !roomsOf[name].some((known) => known === room);
    });

    expect(homeless).toEqual([]);
  });

  test('of the sources are theirs or those that families share, with eight files beside them at most', () => {
    const entries = readdirSync(join(root, 'collector/sources'), { withFileTypes: true });
    const rooms = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);

    expect(rooms.toSorted()).toEqual([...sourceIds, ...families].toSorted());
    expect(entries.filter(({ name }) => name.endsWith('.ts')).length).toBeLessThanOrEqual(8);
  });
});

describe('imports', () => {
  test('of the collector look only to the left of the flow', () => {
    const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room));
    const against = filesBelow('collector').flatMap((file) => {
      const [, room = ''] = file.split(sep);
      if (floorOf(room) === -1) return [];
      return importsOf(file)
        .filter(({ target }) => {
          const [top, other = '', ...rest] = target.split('/');
          if (top !== 'collector') return false;
          // The version of the package is a fact.
          if (other === 'version.ts') return false;
          if (rest.length === 0) return true;
          return other !== room && floorOf(other) >= floorOf(room);
        })
        .map(({ target }) => `${file} imports ${target}`);
    });

    expect(against).toEqual([]);
  });

  test('of the schemas reach nobody else', () => {
    const foreign = filesBelow('schemas').flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => !target.startsWith('schemas/') && target !== 'zod')
        .map(({ target }) => `${file} imports ${target}`),
    );

    expect(foreign).toEqual([]);
  });

  test('of the facts reach no package, so that a browser may have them', () => {
    const foreign = filesBelow('schemas/facts').flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => !target.startsWith('schemas/facts/'))
        .map(({ target }) => `${file} imports ${target}`),
    );

    expect(foreign).toEqual([]);
  });

  test('of the widget reach only Lit, the facts, and types of the schemas and of the frameworks it has types for', () => {
    const foreign = filesBelow('widget')
      .filter((file) => !/\.config\.ts$|[\\/](bundling|documentation|operators)[\\/]/.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ target, typeOnly }) => {
            if (target.startsWith('widget/') || /^(lit|@lit)(\/|$)/.test(target)) return false;
            if (target === '@nalssi/schemas/facts') return false;
            const isFramework = file.endsWith(`${sep}${target}.d.ts`);
            return !((target === '@nalssi/schemas' || isFramework) && typeOnly);
          })
          .map(({ target }) => `${file} imports ${target}`),
      );

    expect(foreign).toEqual([]);
  });

  test('of the plain rooms of the widget do not reach Lit', () => {
    const plain = ['feed', 'motion', 'format', 'icons', 'chart'].flatMap((room) =>
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

test('two files that import each other, be it types alone, are refused by npm run lint', ({
  onTestFinished,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'nalssi-circle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { linter } = JSON.parse(readFileSync(join(root, '.biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ root: true, linter }));
  writeFileSync(
    join(folder, 'one.ts'),
    "import type { Other } from './other.ts';\nexport type One = Other | null;\n",
  );
  writeFileSync(
    join(folder, 'other.ts'),
    "import type { One } from './one.ts';\nexport type Other = readonly One[];\n",
  );
  const biome = join(root, 'node_modules/.bin/biome');
  const { status, stderr } = spawnSync(biome, ['lint'], { cwd: folder, encoding: 'utf8' });

  expect(stderr).toContain('noImportCycles');
  expect(status).toBe(1);
});

describe('sources', () => {
  test.each(sourceIds)('%s is registered under its own id and documented', (id) => {
    const readme = readFileSync(join(root, 'collector/sources', id, 'README.md'), 'utf8');

    expect(sources[id].id).toBe(id);
    for (const heading of ['**When.**', '**Limits.**', '**Errors.**']) {
      expect(readme).toContain(heading);
    }
  });
});

describe('dependencies', () => {
  test.each([
    ['package.json', 'CONTRIBUTING.md'],
    ['schemas/package.json', 'schemas/DECISIONS.md'],
    ['collector/package.json', 'collector/DECISIONS.md'],
    ['widget/package.json', 'widget/DECISIONS.md'],
  ])('of %s have a reason each in %s, and no reason is left over', (manifest, page) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(root, manifest), 'utf8'),
    );
    const [, table = ''] = readFileSync(join(root, page), 'utf8').split(/^\| package .*\n.*\n/m);
    const reasons = [...(table.split('\n\n')[0]?.matchAll(/^\| ([^|]+?) +\| \S.*\|$/gm) ?? [])];

    expect(reasons.flatMap(([, names = '']) => names.split(', ')).toSorted()).toEqual(
      Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).toSorted(),
    );
  });
});

test('no capture of an upstream holds a key', () => {
  const captures = globSync('test/collector/sources/*/captures/*', { cwd: root });
  const parameter = /\b(?:authKey|serviceKey)=(?!$|[&"'\s<]|\$|…|KEY)/i;
  // The API hub's keys have 22 characters, those of data.go.kr 64 hex digits or 88 of base64.
  const key = /(?<![\w+/-])(?:[0-9a-f]{64}|[\w+/]{86}==)(?![\w+/-])/;
  const suspicious = captures.filter((path) => {
    const text = readFileSync(join(root, path), 'latin1');
    return parameter.test(text) || key.test(text);
  });

  expect(captures.length).toBeGreaterThan(20);
  expect(suspicious).toEqual([]);
});
