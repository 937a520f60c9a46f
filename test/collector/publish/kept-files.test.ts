import type { Envelope } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { type Care, encode } from '../../../collector/publish/encode.ts';
import { KeptFiles } from '../../../collector/publish/kept-files.ts';
import health from '../../widget/operators/published/health.json' with { type: 'json' };
import warnings from '../../widget/operators/published/warnings.json' with { type: 'json' };

const at = Date.parse(warnings.generatedAt);
const file = {
  path: 'warnings.json',
  kind: 'warnings',
  content: warnings as unknown as Envelope,
} as const;

test('a timeless file stays until it says something else, others are made anew after ten minutes', async () => {
  const kept = new KeptFiles(encode);
  const timeless = { ...file, path: 'timeless.json', staysFor: Number.POSITIVE_INFINITY } as const;
  for (const each of [file, timeless]) await kept.take(each, at);
  const first = kept.files;
  for (const each of [file, timeless]) await kept.take(each, at + 24 * 3_600_000);
  const same = kept.files;
  await kept.take({ ...timeless, content: { ...timeless.content, ttl: 61 } }, at + 24 * 3_600_000);

  expect(same.get('warnings.json')).not.toBe(first.get('warnings.json'));
  expect(same.get('timeless.json')).toBe(first.get('timeless.json'));
  expect(kept.files.get('timeless.json')).not.toBe(first.get('timeless.json'));
});

test('a file made in haste is made with care the next time, and then stays', async () => {
  const cares: (Care | undefined)[] = [];
  const kept = new KeptFiles((content, care) => {
    cares.push(care);
    return encode(content, care);
  });
  await kept.take(file, at, { isHasty: true });
  const hasty = kept.files.get('warnings.json');
  await kept.take(file, at + 60_000);
  const careful = kept.files.get('warnings.json');
  await kept.take(file, at + 120_000);

  expect(cares).toEqual(['hasty', 'usual']);
  expect(careful?.encoded.br?.length).toBeLessThan(hasty?.encoded.br?.length ?? 0);
  expect(kept.files.get('warnings.json')).toBe(careful);
});

test('a file that says the same is made anew after ten minutes, a slow one after an hour', async () => {
  const minute = 60_000;
  const builtAt = async (isSlow: boolean) => {
    const kept = new KeptFiles(encode);
    const built: number[] = [];
    for (let passed = 0; passed <= 125; passed += 1) {
      const now = at + passed * minute;
      await kept.take({ ...file, ...(isSlow && { staysFor: 3_600_000 }) }, now);
      if (kept.builtAt('warnings.json') === now) built.push(passed);
    }
    return built;
  };

  expect((await builtAt(false)).slice(0, 4)).toEqual([0, 10, 20, 30]);
  expect(await builtAt(true)).toEqual([0, 60, 120]);
});

test('what changes with each answer, and what each publish makes, is compressed with less effort than what stays', async () => {
  const cares: (Care | undefined)[] = [];
  const kept = new KeptFiles((content, care) => {
    cares.push(care);
    return encode(content, care);
  });
  const history = {
    ...warnings,
    region: 'KR',
    hours: Array.from({ length: 24 }, () => warnings.generatedAt),
    temperature: {},
    rain: {},
    dry: [],
  };
  await kept.take(
    {
      path: 'history/KR.json',
      kind: 'history',
      content: history as unknown as Envelope,
      isFrequent: true,
    },
    at,
  );
  await kept.take(file, at);
  await kept.take(
    { path: 'health.json', kind: 'health', content: health as unknown as Envelope },
    at,
  );

  expect(cares).toEqual(['often', 'usual', 'passing']);
});

test('a file that the feed has no more is forgotten, and others stay', async () => {
  const kept = new KeptFiles(encode);
  for (const path of ['warnings.json', 'old.json']) await kept.take({ ...file, path }, at);
  kept.retain(new Set(['warnings.json']));

  expect([...kept.files.keys()]).toEqual(['warnings.json']);
  expect(kept.builtAt('old.json')).toBeNull();
});
