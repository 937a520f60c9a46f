import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { tickerFile } from '@nalssi/schemas';
import { chromium } from 'playwright';
import { expect, test } from 'vitest';
import { hours } from '../../../collector/time/clock.ts';
import { compactKst } from '../../../collector/time/kst.ts';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { blocksIn, type CodeBlock } from '../../readme-blocks.ts';
import { HostServer, page as pageOf } from '../../widget/embed/host-server.ts';

// The worked example of collector/sources/README.md, done as it stands there, in a copy of the tree.

const root = join(import.meta.dirname, '../../..');
const blocks = blocksIn(readFileSync(join(root, 'collector/sources/README.md'), 'utf8'));
const run = promisify(execFile);

/** A copy of what the collector is made of, which a test may change. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'nalssi-template-'));
  for (const name of ['collector', 'schemas', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Does what a block says: a new file, or lines that are added between lines that are there. */
function follow(block: CodeBlock, tree: string): void {
  const file = join(tree, block.about);
  if (block.language !== 'diff') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, block.text);
    return;
  }
  let text = readFileSync(file, 'utf8');
  for (const hunk of block.text.trimEnd().split('\n@@\n')) {
    const lines = hunk.split('\n');
    const after = lines.map((line) => line.slice(1)).join('\n');
    const before = lines
      .filter((line) => !line.startsWith('+'))
      .map((line) => line.slice(1))
      .join('\n');
    const places = text.split(before).length - 1;
    if (places !== 1) throw new Error(`${block.about} has ${places} times:\n${before}`);
    text = text.replace(before, after);
  }
  writeFileSync(file, text);
}

test('a source that is made by the steps of the README is in the feed and on a page', async ({
  onTestFinished,
}) => {
  const tree = copyOfTree();
  onTestFinished(() => rmSync(tree, { recursive: true }));
  for (const block of blocks.filter(({ about }) => about !== '')) follow(block, tree);
  const observedAt = Math.floor(Date.now() / hours(1)) * hours(1);
  const office = createServer((_, response) => {
    response.end(`${compactKst(observedAt)}\n232,천안,12.3\n`);
  });
  await new Promise<void>((listening) => office.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void office.close());
  const { port } = office.address() as AddressInfo;

  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', 'collector'], { cwd: tree });
  const commands = blocks.find(({ language }) => language === 'sh')?.text ?? '';
  const { stdout } = await run(
    'sh',
    ['-e', '-c', commands.replaceAll('npm run nalssi --', '"$NODE" collector/main.ts')],
    {
      cwd: tree,
      env: {
        PATH: process.env['PATH'],
        NODE: process.execPath,
        NALSSI_TOWN_OFFICE_URL: `http://127.0.0.1:${port}`,
        NALSSI_TABLES: 'off',
      },
    },
  );
  const written = readFileSync(join(tree, '.nalssi/feed/v1/ticker.json'), 'utf8');
  const ticker = tickerFile.parse(JSON.parse(written));

  expect(stdout).toMatch(/Stations +1, of which 0 are not in the catalogue/);
  expect(ticker.observations.find(({ station }) => station === '232')).toMatchObject({
    name: { ko: '천안' },
    temperature: 12.3,
    state: 'fresh',
  });

  await using server = await HostServer.start({
    '/page': pageOf(
      '<script type="module" src="/w/1/nalssi.js"></script><nalssi-ticker stations="232"></nalssi-ticker>',
    ),
  });
  await server.publish(ticker);
  await using browser = await chromium.launch({
    executablePath: await findChromium(),
    args: chromiumFlags,
  });
  const page = await browser.newPage();
  await page.goto(`${server.origin}/page`);
  const item = page.locator('nalssi-ticker [part=item]').first();

  expect(await item.textContent()).toMatch(/천안[\s\S]*12\.3/);
  // A compiler, two commands and a browser, one after the other.
});
