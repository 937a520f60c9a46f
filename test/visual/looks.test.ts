import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baselineOf } from './baselines.ts';
import { comparePictures } from './compare-pictures.ts';
import { type SceneName, Studio, scenes } from './scenes.ts';

// How the built ticker looks, against pictures that people have looked at. `npm run baselines` takes
// them anew. A picture that differs is left in node_modules/.nalssi-visual/ to be looked at.

const left = join(import.meta.dirname, '../../node_modules/.nalssi-visual');
const names = Object.keys(scenes) as SceneName[];

let studio: Studio;

beforeAll(async () => {
  studio = await Studio.open();
});

afterAll(() => studio[Symbol.asyncDispose]());

test.each(names)('looks as it did: %s', async (name) => {
  const picture = await studio.take(name);
  const difference = await comparePictures(studio.browser, [
    readFileSync(baselineOf(name)),
    picture,
  ]);
  if (difference.share > 0.002) {
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, `${name}.png`), picture);
  }

  expect(difference.sizes[1]).toBe(difference.sizes[0]);
  expect(difference.share).toBeLessThanOrEqual(0.002);
});

describe('the comparison sees', () => {
  const share = async (one: SceneName, other: SceneName) =>
    (
      await comparePictures(studio.browser, [
        readFileSync(baselineOf(one)),
        readFileSync(baselineOf(other)),
      ])
    ).share;

  test('nothing in one picture twice', async () => {
    expect(await share('scroll', 'scroll')).toBe(0);
  });

  test.each<[SceneName, SceneName]>([
    ['scroll', 'dark'],
    ['scroll', 'static'],
    ['scroll', 'english'],
    ['forced-colors', 'forced-colors-dark'],
  ])('%s from %s', async (one, other) => {
    expect(await share(one, other)).toBeGreaterThan(0.01);
  });
});
