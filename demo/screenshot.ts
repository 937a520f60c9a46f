import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { chromiumFlags, findChromium } from '../test/browser/find-chromium.ts';
import { nowhere, StartedProduct } from '../test/product/started-product.ts';
import { takeMovingPicture } from './moving-picture.ts';

const help = `npm run screenshot               takes the pictures of the READMEs, of the running product
npm run screenshot -- --moving   takes the one that moves, demo/screenshots/moving.webp

Both need the browser of the tests and nothing else. Look at what comes before you commit it.
`;

const { values } = parseArgs({
  options: { moving: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
});
if (values.help === true) {
  process.stdout.write(help);
  process.exit();
}

const directory = join(import.meta.dirname, 'screenshots');
const pictures = [
  {
    name: 'configurator',
    path: '/?element=board&regions=KR-44',
    ready: '.code',
    width: 1280,
    height: 1100,
    dark: false,
  },
  {
    name: 'news-page',
    path: '/demo/cheonan/',
    ready: '[part~=table]',
    width: 1280,
    height: 900,
    dark: false,
  },
  {
    name: 'news-page-phone',
    path: '/demo/cheonan/',
    ready: '[part=item]',
    width: 390,
    height: 620,
    dark: true,
  },
  { name: 'ops', path: '/ops/?lang=ko', ready: 'table', width: 1280, height: 900, dark: false },
  {
    name: 'api',
    path: '/v1/api.html?lang=ko',
    ready: '.file pre:not(:empty)',
    width: 1280,
    height: 900,
    dark: false,
  },
] as const;

await mkdir(directory, { recursive: true });
await using product = await StartedProduct.start({ NALSSI_KMA_MAP_URL: nowhere });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: chromiumFlags,
});
if (values.moving === true) {
  await takeMovingPicture(browser, product.address, join(directory, 'moving.webp'));
}
for (const { name, path, ready, width, height, dark } of values.moving === true ? [] : pictures) {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
  });
  await page.goto(product.address + path);
  await page.locator(ready).first().waitFor();
  await page.screenshot({ path: join(directory, `${name}.png`) });
  await page.close();
}
await browser.close();
