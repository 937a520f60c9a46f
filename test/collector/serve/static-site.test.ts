import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SiteError, writeSite } from '../../../collector/serve/static-site.ts';

test('a file that cannot take its place leaves nothing beside it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  await mkdir(join(directory, 'a.json/b'), { recursive: true });
  const site = new Map([['/a.json', { content: Buffer.from('1'), headers: new Map() }]]);
  const written = writeSite(site, directory, true, new AbortController().signal);

  await expect(written).rejects.toThrow(SiteError);
  expect((await readdir(directory)).toSorted()).toEqual(['a.json', 'nalssi-export.json']);
  await rm(directory, { recursive: true });
});
