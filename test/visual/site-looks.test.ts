import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteBaselineOf } from './baselines.ts';
import { comparePictures } from './compare-pictures.ts';
import { SiteStudio, sitePageNames, siteWidths } from './site-pages.ts';

// How the configurator and the five news pages look, against pictures that people have looked at.

const left = join(import.meta.dirname, '../../node_modules/.nalssi-visual');
const cases = sitePageNames.flatMap((name) => siteWidths.map((width) => [name, width] as const));

let studio: SiteStudio;

beforeAll(async () => {
  studio = await SiteStudio.open();
}, 300_000);

afterAll(() => studio?.[Symbol.asyncDispose]());

test.each(cases)('looks as it did: %s, %d px', async (name, width) => {
  const picture = await studio.take(name, { width });
  const { share, sizes } = await comparePictures(studio.browser, [
    readFileSync(siteBaselineOf(name, width)),
    picture,
  ]);
  if (share > 0.002) {
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, `site-${name}-${width}.png`), picture);
  }

  expect(sizes[1]).toBe(sizes[0]);
  expect(share).toBeLessThanOrEqual(0.002);
});
