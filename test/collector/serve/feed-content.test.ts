import { expect, test } from 'vitest';
import { encodeAll } from '../../../collector/publish/encode.ts';
import { FeedContent } from '../../../collector/serve/feed-content.ts';

const noon = Date.parse('2026-01-01T12:00:00Z');
const later = noon + 60_000;

async function contentAtNoon(): Promise<FeedContent> {
  const content = new FeedContent();
  content.replace(
    await encodeAll([
      ['a.json', '1'],
      ['b.json', '1'],
    ]),
    noon,
  );
  return content;
}

test('a file that is what it was keeps its time, and one that changed has the time of the change', async () => {
  const content = await contentAtNoon();
  content.replace(
    await encodeAll([
      ['a.json', '1'],
      ['b.json', '2'],
    ]),
    later,
  );
  const { resources } = content;

  expect(resources.get('/v1/a.json')?.lastModified).toBe(new Date(noon).toUTCString());
  expect(resources.get('/v1/b.json')?.lastModified).toBe(new Date(later).toUTCString());
  expect(String(resources.get('/v1/b.json')?.file.identity)).toBe('2');
});

test('a file that is gone is served no longer', async () => {
  const content = await contentAtNoon();
  content.replace(await encodeAll([['a.json', '1']]), later);

  expect([...content.resources.keys()]).toEqual(['/v1/a.json']);
});
