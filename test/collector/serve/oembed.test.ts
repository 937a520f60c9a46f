import { join } from 'node:path';
import { FeedService, loadAssets, widgetMounts } from '@nalssi/collector';
import { pino } from 'pino';
import { request } from 'undici';
import { expect, test } from 'vitest';

const built = join(import.meta.dirname, 'widget-package/built');

test('oEmbed stands beside each page for frames and speaks of it, whatever our own version', async () => {
  const service = new FeedService(pino({ enabled: false }));
  service.show(await loadAssets(widgetMounts(built, '2.3.4')));
  const base = `http://127.0.0.1:${await service.listen('127.0.0.1', 0)}`;
  const get = async (path: string) => {
    const { statusCode, body } = await request(base + path);
    return { statusCode, text: await body.text() };
  };
  const floating = await get('/w/2/oembed.json');
  const frozen = await get('/w/2.3.4/oembed.json');
  const other = await get('/w/1/oembed.json');
  await service.close();

  expect(JSON.parse(floating.text).html).toContain(`src="${base}/w/2/frame.html"`);
  expect(JSON.parse(frozen.text).html).toContain(`src="${base}/w/2.3.4/frame.html"`);
  expect(other.statusCode).toBe(404);
});
