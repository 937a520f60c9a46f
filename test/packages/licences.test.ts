import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { loadAssets, version, widgetMounts } from '@nalssi/collector';
import { build } from 'vite';
import { afterAll, describe, expect, test } from 'vitest';
import { licenceNotices, noticesFile } from '../../.ci/licence-notices.ts';
import { Project, packageNames } from './project.ts';
import { sharedTarballs } from './shared-tarballs.ts';

// Licences of what stands in the scripts go along with every copy of them.

const root = join(import.meta.dirname, '../..');
const built = join(root, 'widget/dist');
// What the old news page has of its own is a page's, and not built.
const scripts = globSync('**/*.js', { cwd: built, exclude: ['site/demo/**'] });
const licenceOf = (name: string) =>
  readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8').trim();

const tarballs = sharedTarballs();
const project = new Project(tarballs, packageNames);
afterAll(() => project[Symbol.dispose]());

describe.each(scripts)('the script %s', (script) => {
  const [banner = ''] = readFileSync(join(built, script), 'utf8').split('\n');
  const notices = readFileSync(join(built, dirname(script), noticesFile), 'utf8');

  test('says in its first line what it is made of, and where the licences are', () => {
    expect(banner).toMatch(/^\/\*! Nalssi \(MIT\).*: THIRD-PARTY-LICENSES\.txt \*\/$/);
    expect(notices).toContain(readFileSync(join(root, 'LICENSE'), 'utf8').trim());
    for (const [, name = ''] of banner.matchAll(/(?:with|,) (\S+) \(/g)) {
      expect(notices).toContain(licenceOf(name === 'Lit' ? '@lit/reactive-element' : name));
    }
  });
});

test('the scripts that every page loads spend at most 100 bytes on it, and have Lit in it', () => {
  for (const script of ['nalssi.js', 'nalssi.global.js']) {
    const [banner = ''] = readFileSync(join(built, script), 'utf8').split('\n');
    expect(banner).toContain('with Lit (BSD-3-Clause)');
    expect(Buffer.byteLength(banner)).toBeLessThanOrEqual(100);
  }
});

test('the package of the widget has the licences beside its scripts', () => {
  const own = project.files('widget').filter((file) => basename(file) === noticesFile);
  expect(own.sort()).toEqual([
    `bundle/${noticesFile}`,
    `dist/${noticesFile}`,
    `dist/operators/${noticesFile}`,
    `dist/site/site/${noticesFile}`,
  ]);
  expect(project.read('widget', `dist/${noticesFile}`)).toContain('Copyright (c) 2017 Google LLC');
});

test('no other package has code of others in it', () => {
  const declared = (name: 'schemas' | 'collector') => {
    const { dependencies = {} } = project.manifest(name);
    return (specifier: string) =>
      specifier.startsWith('.') ||
      specifier.startsWith('node:') ||
      Object.keys(dependencies).some((one) => specifier === one || specifier.startsWith(`${one}/`));
  };
  for (const name of ['schemas', 'collector'] as const) {
    const files = project.files(name).filter((file) => file.endsWith('.js'));
    const specifiers = files.flatMap((file) =>
      [
        ...project.read(name, file).matchAll(/^(?:import|export)(?:[^'";=]*? from)? '([^']+)'/gm),
      ].map(([, specifier = '']) => specifier),
    );
    expect(specifiers.length).toBeGreaterThan(0);
    expect(specifiers.filter((specifier) => !declared(name)(specifier))).toEqual([]);
    expect(project.files(name).filter((file) => file.includes('node_modules'))).toEqual([]);
  }
});

test('the server has the licences where the scripts are', async () => {
  const served = await loadAssets(widgetMounts(built, version));
  const notices = served.get(`/w/${version.split('.')[0]}/${noticesFile}`);
  expect(notices?.contentType).toBe('text/plain; charset=utf-8');
});

describe('a build with a package that nobody has bundled before', () => {
  /** The files of a build of a script that contains the package `novel`. */
  async function buildWith(files: Readonly<Record<string, string>>): Promise<string[]> {
    const directory = mkdtempSync(join(tmpdir(), 'nalssi-licences-'));
    const novel = join(directory, 'node_modules/novel');
    mkdirSync(novel, { recursive: true });
    const manifest = { name: 'novel', version: '1.2.3', license: 'ISC', main: 'index.js' };
    const all = {
      'package.json': JSON.stringify(manifest),
      'index.js': 'globalThis.novel = 1;',
      ...files,
    };
    for (const [name, text] of Object.entries(all)) writeFileSync(join(novel, name), text);
    writeFileSync(join(directory, 'entry.js'), "import 'novel';");
    try {
      await build({
        configFile: false,
        root: directory,
        logLevel: 'silent',
        plugins: [licenceNotices()],
        build: {
          outDir: 'out',
          rolldownOptions: { input: join(directory, 'entry.js') },
        },
      });
      const out = globSync('out/**/*.{js,txt}', { cwd: directory });
      return out.sort().map((file) => readFileSync(join(directory, file), 'utf8'));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  test('fails when the package has no licence to pass on', async () => {
    await expect(buildWith({})).rejects.toThrow(/novel is bundled.*no licence/);
  });

  test('passes its licence on', async () => {
    const texts = await buildWith({ LICENSE: 'Copyright Somebody\n' });
    expect(texts.join('\n')).toContain(
      'novel 1.2.3 (ISC)\n-----------------\n\nCopyright Somebody',
    );
    expect(texts.join('\n')).toContain('/*! Nalssi (MIT) with novel (ISC):');
  });
});
