import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatKst } from '../../../collector/index.ts';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { page, script } from './host-server.ts';
import { Visitor } from './visitor.ts';

// What widget/PRIVACY.md says, of a reader's browser and of the server.

const root = join(import.meta.dirname, '../../..');
let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.start({});
  const { host } = visitor;
  // The page itself would tell everybody where its reader is.
  const tag = (attributes: string, feed = host.otherOrigin) =>
    `<meta name="referrer" content="unsafe-url">
     <nalssi-ticker feed="${feed}/v1/" controls warnings sun ${attributes}></nalssi-ticker>
     <script src="/others.js"></script>
     <script type="module" src="${host.otherOrigin}/w/1/nalssi.js"></script>`;
  // Of a replay nothing is kept.
  const recorded = recordedTickerFile();
  const observations = recorded.observations.map((row) => ({
    ...row,
    observedAt: formatKst(Date.now() - 600_000),
    expiresAt: formatKst(Date.now() + 3_600_000),
  }));
  const generatedAt = formatKst(Date.now());
  await host.publish({ ...recorded, mode: 'live', generatedAt, observations });
  await host.add('/others.js', script('document.cookie = "reader=17; path=/"'));
  await host.add('/plain', page(tag('')));
  await host.add('/no-referrer', page(tag('').replace('unsafe-url', 'no-referrer')));
  await host.add('/own-feed', page(tag('', host.origin)));
  await host.add('/storage', page(tag('storage')));
});

afterAll(() => visitor?.[Symbol.asyncDispose]());

/**
 * A visit until the second script and the warnings were asked for: who was asked, and what is left.
 */
async function visitTo(path: '/plain' | '/no-referrer' | '/own-feed' | '/storage') {
  const visit = await visitor.visit();
  const asked: { url: string; headers: Record<string, string> }[] = [];
  const all: Promise<void>[] = [];
  visit.page.on('request', (request) =>
    all.push(
      request.allHeaders().then((headers) => void asked.push({ url: request.url(), headers })),
    ),
  );
  const warnings = visit.page.waitForResponse((response) =>
    response.url().endsWith('/v1/warnings.json'),
  );
  await visit.page.goto(visitor.host.origin + path);
  await warnings;
  await visit.page.locator('nalssi-ticker [part~="name"]').first().waitFor();
  await Promise.all(all);
  if (path === '/storage') await visit.page.waitForFunction(() => localStorage.length > 0);
  const kept = await visit.page.evaluate(async () => ({
    cookie: document.cookie,
    local: { ...localStorage } as Record<string, string>,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: 'caches' in globalThis ? (await caches.keys()).length : 0,
  }));
  const cookies = await visit.page.context().cookies([visitor.host.otherOrigin]);
  await visit.page.close();
  return { asked, kept, cookies };
}

describe('a page of another site with the ticker', () => {
  test('asks only where the script and the feed are', async () => {
    const { asked } = await visitTo('/plain');
    const { origin, otherOrigin } = visitor.host;
    const elsewhere = asked.filter(({ url }) => !url.startsWith(`${origin}/`));
    const paths = new Set(elsewhere.map(({ url }) => url.replace(otherOrigin, '')));

    expect([...paths].sort()).toEqual([
      '/v1/ticker.json',
      '/v1/warnings.json',
      '/w/1/nalssi-more.js',
      '/w/1/nalssi.js',
    ]);
  });

  test.each(['/plain', '/own-feed'] as const)(
    'adds nothing of the reader to what it asks the feed, at %s',
    async (path) => {
      const { asked } = await visitTo(path);
      const ofFeed = asked.filter(({ url }) => url.includes('/v1/'));

      expect(ofFeed).toHaveLength(2);
      for (const { url, headers } of ofFeed) {
        expect(headers, url).not.toHaveProperty('cookie');
        expect(headers, url).not.toHaveProperty('referer');
        expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual([]);
      }
    },
  );

  test('is named, and no page of it, to a feed and to modules of another site', async () => {
    const { asked } = await visitTo('/no-referrer');
    const elsewhere = asked.filter(({ url }) => url.startsWith(visitor.host.otherOrigin));

    expect(elsewhere.length).toBeGreaterThan(3);
    for (const { url, headers } of elsewhere) {
      expect(headers, url).toMatchObject({ origin: visitor.host.origin });
      expect(headers, url).not.toHaveProperty('referer');
    }
  });

  test('has no cookie and nothing stored afterwards', async () => {
    const { kept, cookies } = await visitTo('/plain');
    expect(kept).toEqual({ cookie: 'reader=17', local: {}, session: 0, databases: 0, caches: 0 });
    expect(cookies).toEqual([]);
  });

  test('with `storage` has the feed file and the time it was kept, and no more', async () => {
    const { kept, cookies } = await visitTo('/storage');
    const name = `nalssi.feed/1 ${visitor.host.otherOrigin}/v1/ticker.json`;
    expect(Object.keys(kept.local)).toEqual([name]);
    expect(Object.keys(JSON.parse(kept.local[name] ?? '{}')).sort()).toEqual(['at', 'file', 'now']);
    expect({ ...kept, local: {} }).toEqual({
      cookie: 'reader=17',
      local: {},
      session: 0,
      databases: 0,
      caches: 0,
    });
    expect(cookies).toEqual([]);
  });
});

test('the server sets no cookie, and writes down neither a request nor who made it', async () => {
  const upstream = new Upstream(
    weatherOf(november2024, `${formatKst(Date.now()).slice(0, 13)}:00:00+09:00`),
  );
  const directory = mkdtempSync(join(tmpdir(), 'nalssi-'));
  const child = spawn(process.execPath, [join(root, 'collector/main.ts'), 'serve'], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      NALSSI_KMA_MAP_URL: await upstream.listen(),
      NALSSI_DATA_DIR: directory,
    },
  });
  let log = '';
  const port = await new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        log += chunk;
        const [, found] = /port\W+(\d+)/.exec(log) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
  });
  const headers = { 'user-agent': 'reader-17', 'x-forwarded-for': '203.0.113.17', cookie: 'a=17' };
  for (const path of ['/v1/ticker.json', '/v1/reader-17', '/w/1/oembed.json?url=reader-17', '/']) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    await response.text();
    expect(response.headers.getSetCookie()).toEqual([]);
  }
  child.kill('SIGTERM');
  await once(child, 'close');
  await upstream.close();
  rmSync(directory, { recursive: true, force: true });
  expect(log).not.toMatch(/reader-17|203\.0\.113\.17|a=17|ticker\.json/);
});

test('the statement is there in both languages, and the READMEs lead to it', () => {
  const statement = readFileSync(join(root, 'widget/PRIVACY.md'), 'utf8');
  expect(statement).toMatch(/^## 한국어$/m);
  expect(statement).toMatch(/^## English$/m);
  const [korean = '', english = ''] = statement.split('## English');
  expect(korean.match(/^- \*\*/gm)).toHaveLength(english.match(/^- \*\*/gm)?.length ?? 0);
  for (const file of ['README.md', 'README.ko.md', 'SECURITY.md', 'widget/README.md']) {
    const text = readFileSync(join(root, file), 'utf8');
    expect(text, file).toMatch(/\]\((widget\/)?PRIVACY\.md\)/);
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([\w./-]+\.md)/g)) {
      expect(existsSync(join(root, file, '..', link)), `${file}: ${link}`).toBe(true);
    }
  }
});
