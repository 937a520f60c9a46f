import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWords } from '../collector/commands/command.ts';
import { commands } from '../collector/commands/commands.ts';
import { blocksIn } from './readme-blocks.ts';

// What READMEs say of the tree is there. What they say of the product has tests of its own.

const root = dirname(import.meta.dirname);
const houses = ['collector', 'schemas', 'widget', 'demo', 'test'];

/** A folder with fewer files of TypeScript needs no words. */
const fewFiles = 4;

/** Names that are files of the tree wherever they stand; those of the feed and of builds are not. */
const ofTree = /^(?!NAME)[\w@][\w.@/-]*\.(?:ts|mjs|md|ya?ml|service|sh|py|tsv)$/;

/** Folders that are called as one of the house is, and are made by `nalssi serve`. */
const ofDataDirectory = ['widget/builds/'];

const files = new Set(
  [...houses, '.ci'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
      .filter((file) => !/(^|\/)(node_modules|dist|bundle)\//.test(file)),
  ),
);

const readmes = [
  ...['README.md', 'README.ko.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...[...files].filter((file) => basename(file) === 'README.md'),
];

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** A README without its blocks of code, which are for those who paste them. */
const proseOf = (text: string) => text.replace(/^( *)```[\s\S]*?^\1```$/gm, '');

/** How GitHub names a heading in an address. */
function anchorsOf(text: string): Set<string> {
  const headings = [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    ),
  );
}

/**
 * Whether a name in the README of a folder is that of something: from there, from a folder above, by its
 * last words below the folder, or among its tests.
 */
function isThere(name: string, folder: string): boolean {
  const parts = folder === '.' ? [] : folder.split('/');
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  if (['', ...above].some((place) => existsSync(join(root, place, name)))) return true;
  return [folder === '.' ? '' : `${folder}/`, `test/${folder}/`].some((place) =>
    [...files].some((file) => file.startsWith(place) && file.endsWith(`/${name}`)),
  );
}

test('every folder of the house with more than a few files has a README', () => {
  const folders = new Set(
    [...files].flatMap((file) => {
      const [house = '', room = '', ...rest] = file.split('/');
      const isRoom =
        rest.length > 0 && houses.includes(house) && `${house}/${room}` !== 'demo/site';
      return isRoom ? [house, `${house}/${room}`] : [];
    }),
  );
  const without = [...folders].filter((folder) => {
    const inside = [...files].filter(
      (file) => file.startsWith(`${folder}/`) && file.endsWith('.ts'),
    );
    return inside.length >= fewFiles && !files.has(`${folder}/README.md`);
  });

  expect(without).toEqual([]);
});

describe.each(readmes)('%s', (file) => {
  const text = read(file);
  const folder = dirname(file);
  /** What its own worked example makes. */
  const made = blocksIn(text).map(({ about }) => about);

  test('leads to what is there', () => {
    const broken = [...proseOf(text).matchAll(/(?:\]\(|\b(?:src|srcset|href)=")([^)"\s]+)[)"]/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        const place = path === '' ? file : join(folder, path);
        if (!existsSync(join(root, place))) return true;
        if (anchor === undefined || statSync(join(root, place)).isDirectory()) return false;
        return !anchorsOf(read(place)).has(decodeURIComponent(anchor));
      });

    expect(broken).toEqual([]);
  });

  test('names files that there are', () => {
    const named = [...proseOf(text).matchAll(/(?<!\[)`([^`\n]+)`/g)].map(([, name = '']) => name);
    const missing = named.filter(
      (name) => ofTree.test(name) && !made.includes(name) && !isThere(name, folder),
    );
    const folders = named.filter(
      (name) =>
        /^(?!.*\/ID\/)(?:\.ci|collector|schemas|widget|demo|test)\/[\w./-]*\/$/.test(name) &&
        !ofDataDirectory.includes(name) &&
        !isThere(name, folder),
    );

    expect([...missing, ...folders]).toEqual([]);
  });

  test('shows commands of nalssi that it takes', () => {
    const shown = [
      ...blocksIn(text).flatMap(({ language, text: block }) =>
        language === 'sh' ? block.split('\n') : [],
      ),
      ...[...proseOf(text).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span),
    ];
    const refused = shown.flatMap((line) => {
      const [, words = ''] =
        /(?:npm run nalssi -- |^nalssi |npx nalssi )([a-z][^#|>&;]*)/.exec(line) ?? [];
      const [name, ...rest] = words.trim().split(/\s+/).filter(Boolean);
      if (name === undefined || name === 'help' || name === 'version') return [];
      const command = commands.find((one) => one.name === name);
      if (command === undefined) return [line];
      try {
        // What it takes may be left to the reader, as in `nalssi check`.
        readWords(command, rest.length === 0 ? ['--help'] : rest, commands);
        return [];
      } catch (error) {
        return [`${line}: ${String(error)}`];
      }
    });

    expect(refused).toEqual([]);
  });

  test('names scripts that npm has', () => {
    const named = [...text.matchAll(/npm\s+run\s+(?:--silent\s+)?([a-z][\w:-]*)/g)];

    expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
  });
});
