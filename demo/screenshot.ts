import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumFlags, findChromium } from '../test/browser/find-chromium.ts';
import { nowhere, StartedProduct } from '../test/product/started-product.ts';

/** `npm run screenshot`: the pictures of the README, taken of the running product. */
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
for (const { name, path, ready, width, height, dark } of pictures) {
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
