import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tickerFile } from '@nalssi/schemas';
import { chromium } from 'playwright';
import { expect, test } from 'vitest';
import { hours } from '../../../collector/time/clock.ts';
import { compactKst } from '../../../collector/time/kst.ts';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { followReadme } from '../../follow-readme.ts';
import { HostServer, page as pageOf } from '../../widget/embed/host-server.ts';

// The worked example of collector/sources/README.md, done as it stands there, in a copy of the tree.

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

test('a source that is made by the steps of the README is in the feed and on a page', async ({
  onTestFinished,
}) => {
  const { tree, commands } = followReadme('collector/sources/README.md');
  const observedAt = Math.floor(Date.now() / hours(1)) * hours(1);
  const office = createServer((_, response) => {
    response.end(`${compactKst(observedAt)}\n232,천안,12.3\n`);
  });
  await new Promise<void>((listening) => office.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void office.close());
  const { port } = office.address() as AddressInfo;

  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', 'collector'], { cwd: tree });
  const { stdout } = await run('sh', ['-e', '-c', commands], {
    cwd: tree,
    env: {
      PATH: process.env['PATH'],
      NODE: process.execPath,
      NALSSI_TOWN_OFFICE_URL: `http://127.0.0.1:${port}`,
      NALSSI_TABLES: 'off',
    },
  });
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
