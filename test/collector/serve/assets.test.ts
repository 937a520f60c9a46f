import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeedContent, FeedServer, loadAssets, pageMounts, widgetMounts } from '@nalssi/collector';
import { afterAll, beforeAll, expect, test } from 'vitest';

let directory = '';
let server: FeedServer;
let base = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  for (const [folder, names] of [
    ['operators', ['index.html', 'operators.js', 'icon.svg']],
    ['api', ['index.html']],
    ['widget', ['frame.html', 'nalssi.js']],
  ] as const) {
    await mkdir(join(directory, folder));
    for (const name of names) await writeFile(join(directory, folder, name), 'x');
  }
  const mounts = [...pageMounts(directory), ...widgetMounts(join(directory, 'widget'), '1.2.3')];
  server = new FeedServer({
    content: new FeedContent(),
    assets: await loadAssets(mounts),
    onError: () => undefined,
  });
  base = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
});

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

test.each(['/ops/', '/ops/index.html', '/ops/operators.js', '/ops/icon.svg'])(
  '%s stands in no frame, and no other origin reads it',
  async (path) => {
    const { status, headers } = await fetch(base + path);
    const policy = headers.get('content-security-policy') ?? '';

    expect(status).toBe(200);
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBe(null);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  },
);

test('the pages of what the packages export run the scripts beside them, and unpack their index', async () => {
  const { status, headers } = await fetch(`${base}/api/`);
  const policy = headers.get('content-security-policy')?.split('; ');

  expect(status).toBe(200);
  expect(policy).toEqual(expect.arrayContaining(["script-src 'self'", "connect-src 'self' data:"]));
});

test('the page for frames may stand in any frame', async () => {
  const { headers } = await fetch(`${base}/w/1/frame.html`);

  expect(headers.get('content-security-policy')).toContain('frame-ancestors *');
  expect(headers.get('x-frame-options')).toBe(null);
});
