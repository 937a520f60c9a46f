import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tickerFile } from '@nalssi/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Workbench } from '../workbench.ts';
import { runExport } from './run-export.ts';

const widgetPackage = join(import.meta.dirname, '../serve/widget-package');
let bench: Workbench;
let root = '';
let target = '';

beforeAll(async () => {
  bench = await Workbench.start(undefined, { output: 'compressed' });
  await bench.pull();
});

afterAll(() => bench[Symbol.asyncDispose]());

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'nalssi-'));
  target = join(root, 'site');
  await release('1.4.2', 'one');
  return () => rm(root, { recursive: true, force: true });
});

async function release(version: string, script: string): Promise<void> {
  await cp(widgetPackage, join(root, 'widget'), { recursive: true });
  const manifest = { name: '@nalssi/widget', version };
  await writeFile(join(root, 'widget/package.json'), JSON.stringify(manifest));
  await writeFile(join(root, 'widget/built/nalssi.js'), script);
}

const run = (...words: string[]) => runExport(words, bench.directory, join(root, 'widget/built'));

const read = (file: string) => readFile(join(target, file), 'utf8');

test('the site is the feed, the scripts, the frame, the page for operators and their headers', async () => {
  const { code, output } = await run(target);

  expect(code).toBe(0);
  expect(output).toMatch(/^\d+ files are in .*site\.$/m);
  expect(tickerFile.parse(JSON.parse(await read('v1/ticker.json'))).summary.fresh).toBe(97);
  expect(await read('v1/stations/108.json')).toContain('서울');
  expect(await read('v1/embed/en/KR-44.html')).toContain('<');
  expect(await read('w/1/nalssi.js')).toBe('one');
  expect(await read('w/1.4.2/integrity.json')).toContain('/w/1.4.2/nalssi.js');
  expect(await read('w/1/frame.html')).toContain('frame');
  expect(await read('ops/index.html')).toContain('ops');
});

/** The headers that a host sends by `_headers`, which joins those of every rule that holds. */
async function headersAt(path: string): Promise<Record<string, string[]>> {
  const sent: Record<string, string[]> = {};
  let holds = false;
  for (const line of (await read('_headers')).split('\n')) {
    if (/^\S/.test(line)) {
      holds = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : line === path;
    } else if (holds && line.trim() !== '') {
      const [, name = '', value = ''] = /^ {2}([\w-]+): (.*)$/.exec(line) ?? [];
      sent[name] = [...(sent[name] ?? []), value];
    }
  }
  return sent;
}

describe('the headers of a static host are those of the server, each once', () => {
  test.each([
    ['/v1/ticker.json', 'Cache-Control', /^public, max-age=20, stale-while-revalidate=300/],
    ['/v1/ticker.json', 'Access-Control-Allow-Origin', /^\*$/],
    ['/v1/schema/1.0/ticker.schema.json', 'Cache-Control', /^public, max-age=31536000, immutable$/],
    ['/v1/schema/1.0/ticker.schema.json', 'Content-Type', /^application\/schema\+json$/],
    ['/v1/observations.geojson', 'Content-Type', /^application\/geo\+json/],
    ['/v1/api.html', 'Content-Security-Policy', /^default-src 'none'/],
    ['/v1/api', 'Content-Security-Policy', /^default-src 'none'/],
    ['/v1/api', 'Content-Security-Policy', /; sandbox allow-scripts(?! allow-same-origin)/],
    ['/w/1/nalssi.js', 'Cache-Control', /^public, max-age=300/],
    ['/w/1.4.2/nalssi.js', 'Cache-Control', /^public, max-age=31536000, immutable$/],
    ['/w/1.4.2/nalssi.js', 'Access-Control-Allow-Origin', /^\*$/],
    ['/w/1/frame.html', 'Content-Security-Policy', /frame-ancestors \*$/],
    ['/ops/', 'Cache-Control', /^no-cache$/],
    ['/ops/', 'X-Frame-Options', /^DENY$/],
  ])('%s: %s', async (path, name, value) => {
    await run(target);
    const sent = await headersAt(path);

    expect(sent[name]).toEqual([expect.stringMatching(value)]);
    expect(Object.values(sent).filter((values) => values.length > 1)).toEqual([]);
  });

  test('in fewer rules than the hundred that hosts read', async () => {
    await run(target);
    const rules = (await read('_headers')).match(/^\S/gm) ?? [];

    expect(rules.length).toBeLessThan(60);
  });

  test('and the page for operators is not open to other origins', async () => {
    await run(target);

    expect((await headersAt('/ops/index.html'))['Access-Control-Allow-Origin']).toBeUndefined();
  });
});

describe('a folder', () => {
  test('that holds other things is refused, unless one insists', async () => {
    await mkdir(target);
    await writeFile(join(target, 'index.html'), 'mine');

    await expect(run(target)).rejects.toThrow('is not empty and no earlier export');
    expect((await run(target, '--force')).code).toBe(0);
    expect(await read('index.html')).toBe('mine');
  });

  test('that holds an earlier export is brought up to date, and keeps pinned scripts', async () => {
    await run(target);
    await writeFile(join(target, 'w/1/old.js'), 'gone');
    const list = JSON.parse(await read('nalssi-export.json'));
    await writeFile(
      join(target, 'nalssi-export.json'),
      JSON.stringify({ files: [...list.files, '/w/1/old.js'] }),
    );
    await release('1.5.0', 'newer');
    await run(target);

    expect(await read('w/1.4.2/nalssi.js')).toBe('one');
    expect(await read('w/1.5.0/nalssi.js')).toBe('newer');
    expect(await read('w/1/nalssi.js')).toBe('newer');
    await expect(read('w/1/old.js')).rejects.toThrow('ENOENT');
    expect((await headersAt('/w/1.4.2/nalssi.js'))['Cache-Control']).toEqual([
      'public, max-age=31536000, immutable',
    ]);
  });

  test('whose list names files elsewhere is not trusted', async () => {
    await mkdir(target);
    await writeFile(join(target, 'nalssi-export.json'), '{"files":["/../victim"]}');

    await expect(run(target)).rejects.toThrow('is damaged');
  });
});

describe('what somebody else has put into a folder', () => {
  test.each(['v1', 'w', 'w/1', 'ops'])(
    '%s, a link to a folder: it is named, and nothing is written behind it',
    async (name) => {
      const elsewhere = join(root, 'elsewhere');
      await mkdir(elsewhere);
      await mkdir(dirname(join(target, name)), { recursive: true });
      await symlink(elsewhere, join(target, name));

      await expect(run(target, '--force')).rejects.toThrow(
        `${join(target, name)} is a link to another folder`,
      );
      expect(await readdir(elsewhere)).toEqual([]);
    },
  );

  test('since the last export, a link to a folder: what that one wrote there is not deleted behind it', async () => {
    await run(target);
    const elsewhere = join(root, 'elsewhere');
    await cp(join(target, 'w/1'), elsewhere, { recursive: true });
    await writeFile(join(elsewhere, 'old.js'), 'foreign');
    const list = JSON.parse(await read('nalssi-export.json'));
    const files = list.files.filter((path: string) => !path.startsWith('/w/'));
    await writeFile(
      join(target, 'nalssi-export.json'),
      JSON.stringify({ files: [...files, '/other/old.js'] }),
    );
    await symlink(elsewhere, join(target, 'other'));

    await expect(run(target)).rejects.toThrow('is a link to another folder');
    expect(await readFile(join(elsewhere, 'old.js'), 'utf8')).toBe('foreign');
  });

  test('pipes in the place of its files: they are replaced, and nobody waits for their other end', async () => {
    await mkdir(join(target, 'w/1'), { recursive: true });
    for (const name of ['_headers', 'w/1/nalssi.js']) execFileSync('mkfifo', [join(target, name)]);

    expect((await run(target, '--force')).code).toBe(0);
    expect(await read('w/1/nalssi.js')).toBe('one');
    expect(await read('_headers')).toContain('/v1/');
  });

  test('a pipe in the place of its list: the list is damaged', async () => {
    await mkdir(target);
    execFileSync('mkfifo', [join(target, 'nalssi-export.json')]);

    await expect(run(target, '--force')).rejects.toThrow('is damaged. Delete it');
  });
});

test('without a feed there is nothing to export, and it says what to do', async () => {
  const command = runExport([target], join(root, 'nothing'), join(root, 'widget/built'));

  await expect(command).rejects.toThrow('nothing was published there yet. nalssi collect');
});

test('a folder without a feed, to which the link of the last one leads, is none', async () => {
  await mkdir(join(root, 'data/feed/other'), { recursive: true });
  await writeFile(join(root, 'data/feed/other/mine.json'), '{}');
  await symlink('other', join(root, 'data/feed/v1'));
  const command = runExport([target], join(root, 'data'), join(root, 'widget/built'));

  await expect(command).rejects.toThrow('the folder there has no index.json');
});

test.runIf(existsSync('/proc/self'))(
  'a folder that can never be is refused in words, and not tried without end',
  async () => {
    await expect(run('/proc/nalssi/site')).rejects.toThrow(
      /could not be written to \/proc\/nalssi\/site: ENOENT/,
    );
  },
);
