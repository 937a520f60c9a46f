import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeedContent, FeedServer, loadAssets, widgetMounts } from '@nalssi/collector';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// Where a page finds the scripts, and what it may rely on there.

const script = 'customElements.define("x-y", class extends HTMLElement {});';
let directory: string;
let server: FeedServer;
let base: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  await writeFile(join(directory, 'nalssi.js'), script);
  await writeFile(join(directory, 'frame.html'), '<!doctype html><title>x</title>');
  await writeFile(join(directory, 'notes.bin'), 'x');
  await mkdir(join(directory, 'help'));
  await writeFile(join(directory, 'help/index.html'), '<!doctype html><title>y</title>');
  server = new FeedServer({
    content: new FeedContent(),
    assets: await loadAssets(widgetMounts(directory, '1.4.2')),
    onError: () => undefined,
  });
  base = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
});

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

describe.each(['nalssi.js', 'integrity.json', 'frame.html'])('%s', (name) => {
  test('floats within the major version, for five minutes', async () => {
    const { headers, statusCode } = await request(`${base}/w/1/${name}`);

    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=300, stale-while-revalidate=86400');
  });

  test('is frozen at the full version', async () => {
    const { headers, statusCode } = await request(`${base}/w/1.4.2/${name}`);

    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test.each(['1', '1.4.2'])(
    'may be used by any page, at %s, also when it is unchanged',
    async (at) => {
      const first = await request(`${base}/w/${at}/${name}`);
      const again = await request(`${base}/w/${at}/${name}`, {
        headers: { 'if-none-match': String(first.headers['etag']) },
      });

      expect(again.statusCode).toBe(304);
      for (const { headers } of [first, again]) {
        expect(headers).toMatchObject({
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
          'timing-allow-origin': '*',
          'x-content-type-options': 'nosniff',
        });
        expect(headers).not.toHaveProperty('x-frame-options');
        expect(headers).not.toHaveProperty('set-cookie');
      }
    },
  );
});

test('the hashes are those of the scripts at their frozen address', async () => {
  const { body } = await request(`${base}/w/1/integrity.json`);
  const { version, files } = (await body.json()) as {
    version: string;
    files: Record<string, { url: string; integrity: string }>;
  };

  expect(version).toBe('1.4.2');
  expect(Object.keys(files)).toEqual(['nalssi.js']);
  const { body: frozen } = await request(base + files['nalssi.js']?.url);
  const hash = createHash('sha384').update(Buffer.from(await frozen.arrayBuffer()));
  expect(files['nalssi.js']).toEqual({
    url: '/w/1.4.2/nalssi.js',
    integrity: `sha384-${hash.digest('base64')}`,
  });
});

test('a script says that it is one, in the coding that the page takes', async () => {
  const { headers } = await request(`${base}/w/1/nalssi.js`, {
    headers: { 'accept-encoding': 'br' },
  });

  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-encoding': 'br',
    vary: 'Accept-Encoding',
  });
});

test('the page for frames may stand in any page, and runs nothing that is not a file', async () => {
  const { headers } = await request(`${base}/w/1/frame.html`);
  const policy = String(headers['content-security-policy']);

  expect(policy).toContain('frame-ancestors *');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});

test.each(['/w/latest/nalssi.js', '/w/2/nalssi.js', '/w/1.4/nalssi.js', '/w/1/notes.bin'])(
  'there is no %s',
  async (path) => {
    expect((await request(base + path)).statusCode).toBe(404);
  },
);

test('the page of a folder stands at the folder too', async () => {
  expect((await request(`${base}/w/1/help/`)).statusCode).toBe(200);
});
