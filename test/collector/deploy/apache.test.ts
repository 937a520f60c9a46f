import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blocksIn } from '../../readme-blocks.ts';
import { runExport } from '../commands/run-export.ts';
import { Workbench } from '../workbench.ts';
import { Apache } from './apache.ts';

// The site as files on a web host, with the .htaccess of README.ko.md beside them.

const root = join(import.meta.dirname, '../../..');
const [htaccess] = blocksIn(readFileSync(join(root, 'README.ko.md'), 'utf8')).filter(
  ({ language }) => language === 'apache',
);

let apache: Apache;
const files = new Map<string, Buffer>();

beforeAll(async () => {
  await using bench = await Workbench.start(undefined, { output: 'compressed' });
  await bench.pull();
  apache = await Apache.start(async (folder) => {
    const built = join(root, 'widget/dist');
    const { code } = await runExport([folder], bench.directory, built);
    expect(code).toBe(0);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.startsWith('_')) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(path.slice(folder.length), readFileSync(path));
    }
    writeFileSync(join(folder, '.htaccess'), htaccess?.text ?? '');
  });
});

afterAll(() => apache[Symbol.asyncDispose]());

async function ask(path: string): Promise<{ response: Response; body: Buffer }> {
  const response = await fetch(`${apache.url}${path}`);
  return { response, body: Buffer.from(await response.arrayBuffer()) };
}

test('Apache gives pages of any origin each file, byte for byte', async () => {
  const refused: string[] = [];
  for (const [path, content] of files) {
    const { response, body } = await ask(path);
    const isOpen = response.headers.get('access-control-allow-origin') === '*';
    if (response.status !== 200 || !isOpen || !body.equals(content)) refused.push(path);
  }

  expect(files.size).toBeGreaterThan(200);
  expect(refused).toEqual([]);
});

test('Apache sends scripts as scripts, and texts as UTF-8', async () => {
  const typeOf = async (path: string) => (await ask(path)).response.headers.get('content-type');

  expect(await typeOf('/w/1/nalssi.js')).toMatch(/^(?:text|application)\/javascript/);
  expect(await typeOf('/v1/ticker.json')).toBe('application/json');
  expect(await typeOf('/v1/embed/KR-44.html')).toBe('text/html; charset=UTF-8');
});

test('Apache leaves a page in EUC-KR the charset that it names itself', async () => {
  const { response, body } = await ask('/demo/siheung/');

  expect(body.toString('latin1')).toContain('charset=euc-kr');
  expect(response.headers.get('content-type')).toBe('text/html');
});

test('Apache lets a page read how old an answer is', async () => {
  const { response } = await ask('/v1/ticker.json');

  expect(response.headers.get('access-control-expose-headers')).toBe('Date, Age');
});
