import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumFlags, findChromium } from '../test/browser/find-chromium.ts';
import { nowhere, StartedProduct } from '../test/product/started-product.ts';

/** `npm run screenshot`: the pictures of the README, taken of the running product. */
const directory = join(import.meta.dirname, 'screenshots');
const viewports = [
  { name: 'news-page', width: 1280, height: 620, colorScheme: 'light' },
  { name: 'news-page-phone', width: 390, height: 620, colorScheme: 'dark' },
] as const;

await mkdir(directory, { recursive: true });
await using product = await StartedProduct.start({ NALSSI_KMA_MAP_URL: nowhere });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: chromiumFlags,
});
for (const { name, width, height, colorScheme } of viewports) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(product.address);
  await page.locator('nalssi-ticker [part=item]').first().waitFor();
  await page.screenshot({ path: join(directory, `${name}.png`) });
  await page.close();
}
await browser.close();
