import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  gunzipSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { findWidget, loadAssets } from '@nalssi/collector';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { identityOf } from '../../../collector/publish/encode.ts';
import { keepScripts, keptMounts } from '../../../collector/serve/kept-scripts.ts';

let root = '';
let data = '';
const codes: unknown[] = [];
let said = '';
const log = pino(
  {},
  {
    write: (line: string) => {
      codes.push(JSON.parse(line).code);
      said += line;
    },
  },
);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'nalssi-'));
  data = join(root, 'data');
  codes.length = 0;
  said = '';
});

afterEach(() => rm(root, { recursive: true, force: true }));

/** A package of the widget, with one script and the page for operators. */
async function release(version: string, script: string) {
  const directory = join(root, `package ${version} ${script.length}`);
  await cp(join(import.meta.dirname, 'widget-package'), directory, { recursive: true });
  await writeFile(
    join(directory, 'package.json'),
    JSON.stringify({ name: '@nalssi/widget', version }),
  );
  await writeFile(join(directory, 'built/nalssi.js'), script);
  const widget = findWidget(join(directory, 'built'));
  if (widget === null) throw new Error('There is no widget.');
  return widget;
}

async function served(path: string, mounts = keptMounts(data, log)): Promise<string | undefined> {
  const resource = (await loadAssets(await mounts)).get(path);
  return resource && identityOf(resource.file).toString();
}

test('the scripts are named by the version of the widget', async () => {
  await keepScripts(data, await release('1.4.2', 'one'), log);
  const integrity = JSON.parse((await served('/w/1.4.2/integrity.json')) ?? '{}');

  expect(await served('/w/1.4.2/nalssi.js')).toBe('one');
  expect(await served('/w/1/nalssi.js')).toBe('one');
  expect(await served('/ops/')).toContain('<title>ops</title>');
  expect(Object.keys(integrity.files)).toEqual(['nalssi.js']);
});

test('a page that names a version has its script after every upgrade', async () => {
  await keepScripts(data, await release('1.4.2', 'one'), log);
  await keepScripts(data, await release('1.5.0', 'newer'), log);
  await keepScripts(data, await release('2.0.0', 'newest'), log);

  expect(await served('/w/1.4.2/nalssi.js')).toBe('one');
  expect(await served('/w/1.5.0/nalssi.js')).toBe('newer');
  expect(await served('/w/1/nalssi.js')).toBe('newer');
  expect(await served('/w/2/nalssi.js')).toBe('newest');
  expect(codes).toEqual([]);
});

test('a version never changes, and who rebuilds it without a new number is told', async () => {
  await keepScripts(data, await release('1.4.2', 'one'), log);
  await keepScripts(data, await release('1.4.2', 'other'), log);

  expect(await served('/w/1.4.2/nalssi.js')).toBe('one');
  expect(await served('/w/1/nalssi.js')).toBe('other');
  expect(codes).toEqual(['frozen-scripts']);
});

test('builds that no version names are removed', async () => {
  for (const script of ['one', 'other', 'and another']) {
    await keepScripts(data, await release('1.4.2', script), log);
  }

  expect(await readdir(join(data, 'widget/builds'))).toHaveLength(2);
});

describe('what somebody else put into the folder of the scripts', () => {
  const precious = async (folder: string) => {
    await mkdir(join(folder, 'photos'), { recursive: true });
    await writeFile(join(folder, 'photos/a.jpg'), 'precious');
    await writeFile(join(folder, 'keep.txt'), 'precious');
    return folder;
  };
  const stands = async (folder: string) =>
    expect(await readdir(folder, { recursive: true })).toEqual(
      expect.arrayContaining(['keep.txt', join('photos', 'a.jpg')]),
    );

  test.each(['widget', 'widget/builds'])('is not touched through %s as a link', async (link) => {
    const theirs = await precious(join(root, 'theirs'));
    await precious(join(theirs, 'builds'));
    await mkdir(join(data, link, '..'), { recursive: true });
    await symlink(theirs, join(data, link));
    const mounts = keepScripts(data, await release('1.4.2', 'one'), log);

    expect(await served('/w/1.4.2/nalssi.js', mounts)).toBe('one');
    await stands(theirs);
    await stands(join(theirs, 'builds'));
    expect(await readdir(theirs)).toHaveLength(3);
    expect(codes).toEqual(['scripts-not-kept']);
    expect(said).toContain(`${join(data, link)} is a link.`);
  });

  test.each([
    ['widget', 'a pipe', (path: string) => void execFileSync('mkfifo', [path])],
    ['widget', 'a file', (path: string) => writeFileSync(path, 'precious')],
    ['widget/builds', 'a pipe', (path: string) => void execFileSync('mkfifo', [path])],
  ])('is told of in words where %s is %s, and stays', async (name, _what, put) => {
    const path = join(data, name);
    await mkdir(join(path, '..'), { recursive: true });
    put(path);
    const before = (await stat(path)).ino;
    const mounts = keepScripts(data, await release('1.4.2', 'one'), log);

    expect(await served('/w/1.4.2/nalssi.js', mounts)).toBe('one');
    expect((await stat(path)).ino).toBe(before);
    expect(said).toContain(`${path} is no folder.`);
    expect(said).not.toContain('stack');
  });

  test('stays beside our builds, links by the name of a build too', async () => {
    const theirs = await precious(join(root, 'theirs'));
    const builds = await precious(join(data, 'widget/builds'));
    await symlink(theirs, join(builds, 'abcdefabcdefabcdefabcdefabcdefab'));
    await keepScripts(data, await release('1.4.2', 'one'), log);

    await stands(builds);
    await stands(theirs);
    expect(await readdir(builds)).toContain('abcdefabcdefabcdefabcdefabcdefab');
    expect(codes).toEqual([]);
  });
});

describe('a kept script that was damaged', () => {
  const damage = async (version: string) =>
    writeFile(join(data, 'widget', version, 'nalssi.js'), 'evil');

  test('is not served, and the log says which', async () => {
    await keepScripts(data, await release('1.4.2', 'one'), log);
    await keepScripts(data, await release('1.5.0', 'newer'), log);
    await damage('1.4.2');

    expect(await served('/w/1.4.2/nalssi.js')).toBeUndefined();
    expect(await served('/w/1.5.0/nalssi.js')).toBe('newer');
    expect(codes).toContain('damaged-scripts');
  });

  test('is put right by its own package', async () => {
    const widget = await release('1.4.2', 'one');
    await keepScripts(data, widget, log);
    await damage('1.4.2');
    await keepScripts(data, widget, log);

    expect(await served('/w/1.4.2/nalssi.js')).toBe('one');
  });
});

test('what was kept compressed is served as it is, and made anew where it is damaged', async () => {
  await keepScripts(data, await release('1.4.2', 'one one one one'), log);
  const script = join(data, 'widget/1.4.2/nalssi.js');
  const other = brotliCompressSync('one one one one', {
    params: { [constants.BROTLI_PARAM_QUALITY]: 0 },
  });
  await writeFile(`${script}.br`, other);
  const kept = (await loadAssets(await keptMounts(data, log))).get('/w/1/nalssi.js');
  await writeFile(`${script}.br`, brotliCompressSync('evil'));
  await writeFile(`${script}.gz`, 'evil');
  const mended = (await loadAssets(await keptMounts(data, log))).get('/w/1/nalssi.js');

  expect(kept?.file.encoded.br).toEqual(other);
  const { br, gzip = Buffer.alloc(0) } = mended?.file.encoded ?? {};
  expect(String(brotliDecompressSync(br ?? ''))).toBe('one one one one');
  expect(String(gunzipSync(gzip))).toBe('one one one one');
  expect(kept?.file.hash).toBe(mended?.file.hash);
});

test('what the build has compressed is kept as it is, and made anew where it holds anything else', async () => {
  const widget = await release('1.4.2', 'one one one one');
  const built = join(widget.directory, 'nalssi.js');
  const packed = {
    br: brotliCompressSync('one one one one', { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } }),
    gz: gzipSync('one one one one', { level: 0 }),
    zst: zstdCompressSync('one one one one'),
  };
  for (const [suffix, bytes] of Object.entries(packed))
    await writeFile(`${built}.${suffix}`, bytes);
  const keptIn = async (folder: string) => {
    await keepScripts(folder, widget, log);
    return readFile(join(folder, 'widget/1.4.2/nalssi.js.br'));
  };
  const kept = await keptIn(data);
  await writeFile(`${built}.br`, brotliCompressSync('evil'));
  const mended = await keptIn(join(root, 'other'));

  expect(kept).toEqual(packed.br);
  expect(String(brotliDecompressSync(mended))).toBe('one one one one');
});

test('scripts that cannot be kept are served all the same', async () => {
  await writeFile(data, 'a file where the folder would be');
  const mounts = keepScripts(data, await release('1.4.2', 'one'), log);

  expect(await served('/w/1.4.2/nalssi.js', mounts)).toBe('one');
  expect(await readFile(data, 'utf8')).toContain('a file');
  expect(codes).toEqual(['scripts-not-kept']);
});
