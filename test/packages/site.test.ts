import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import { boardFiles, madeAt } from '../widget/board/board-files.ts';
import { HostServer, page as pageOf, script } from '../widget/embed/host-server.ts';
import { Project } from './project.ts';
import { shownInReadme } from './readme.ts';
import { sharedTarballs } from './shared-tarballs.ts';

// What the README shows, in a site that installed the tarball and is bundled by Vite.

const hydrate = `
  import { createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  import { Header } from './header.tsx';
  createRoot(document.querySelector('main')).render(createElement(Header));
`;

/** What a page without a framework needs, and a module that needs one class of the package. */
const fresh = {
  'fresh/index.html':
    // At the hour of the recording some moon may be up, for which the second script would come.
    '<!doctype html><html lang="ko"><script type="module" src="/main.js"></script><nalssi-ticker stations="108" sun="always"></nalssi-ticker></html>',
  'fresh/main.js': "import '@nalssi/widget/define';",
  'fresh/board.html':
    '<!doctype html><html lang="ko"><nalssi-board feed="/board/v1/"></nalssi-board><script type="module" src="/board.js"></script></html>',
  'fresh/board.js': shownInReadme('ts board'),
  'fresh/event.js':
    "import { NalssiSelectEvent } from '@nalssi/widget';\nconsole.log(NalssiSelectEvent);",
  'fresh/feed.js':
    "import { subscribe } from '@nalssi/widget/feed';\nsubscribe({}, (reading) => { document.title = reading?.observations[0].name.ko ?? ''; });",
};

let server: HostServer;
let built: ReadonlyMap<string, string>;
let browser: Browser;
let page: Page;
let asked: string[] = [];

/** The scripts of a site by their paths, as its developers would build them. */
async function scriptsOf(project: Project): Promise<Map<string, string>> {
  const outDir = join(project.directory, 'built');
  await build({
    configFile: false,
    root: project.directory,
    logLevel: 'error',
    build: {
      outDir,
      rolldownOptions: {
        input: ['plain.ts', 'react.ts'].map((name) => join(project.directory, name)),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name].js' },
      },
    },
  });
  const files = globSync('**/*.js', { cwd: outDir });
  return new Map(files.map((file) => [`/${file}`, readFileSync(join(outDir, file), 'utf8')]));
}

/** Builds each page and script of `fresh` by Vite’s own standards, as it stands below `/fresh/`. */
async function freshSites(project: Project): Promise<ReadonlyMap<string, string>> {
  const root = join(project.directory, 'fresh');
  mkdirSync(root);
  for (const [file, text] of Object.entries(fresh)) project.write(file, text);
  const outDir = join(root, 'built');
  for (const name of ['index.html', 'board.html', 'event.js', 'feed.js']) {
    await build({
      configFile: false,
      root,
      base: '/fresh/',
      logLevel: 'error',
      build: {
        outDir,
        emptyOutDir: false,
        rolldownOptions: {
          input: join(root, name),
          output: { entryFileNames: 'assets/[name].js' },
        },
      },
    });
  }
  const files = globSync('**/*.{js,html}', { cwd: outDir });
  return new Map(
    files.map((file) => [`/fresh/${file}`, readFileSync(join(outDir, file), 'utf8')] as const),
  );
}

beforeAll(async () => {
  // As on the machine of a site: Vitest says `test`, by which Vite leaves out what is for production.
  vi.stubEnv('NODE_ENV', 'production');
  const tarballs = sharedTarballs();
  using project = new Project(tarballs, ['widget'], ['react', 'react-dom']);
  mkdirSync(join(project.directory, 'built'));
  project.write('plain.ts', shownInReadme('ts'));
  project.write('header.tsx', shownInReadme('tsx'));
  project.write('react.ts', hydrate);
  server = await HostServer.start({
    '/plain': pageOf(
      `<style>${shownInReadme('css')}</style><nalssi-ticker stations="108" sun="always"></nalssi-ticker><script type="module" src="/plain.js"></script>`,
    ),
    '/react': pageOf('<main></main><script type="module" src="/react.js"></script>'),
  });
  for (const [path, text] of await scriptsOf(project)) await server.add(path, script(text));
  built = await freshSites(project);
  for (const [path, text] of built) {
    await server.add(path, path.endsWith('.html') ? { content: text } : script(text));
  }
  vi.unstubAllEnvs();
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});

afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

beforeEach(async () => {
  page = await browser.newPage();
  asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
});

afterEach(() => page.close());

const seoul = () => page.locator('nalssi-ticker [data-station="108"] [part="name"]');

describe('a page with the script of the README', () => {
  test('shows stations, and hears of the one that a reader chooses', async () => {
    await page.goto(`${server.origin}/plain`);
    await seoul().click();
    await page.waitForFunction(() => document.title === '서울');
  });

  test('loads what is rare when a reader asks for it, not before', async () => {
    const rare = () => asked.filter((path) => path.includes('more'));
    await page.goto(`${server.origin}/plain`);
    await seoul().waitFor();
    expect(rare()).toEqual([]);
    await seoul().click();
    await page.waitForFunction(() => document.title === '서울');
    expect(rare()).toHaveLength(1);
  });

  test('looks as its style sheet says', async () => {
    await page.goto(`${server.origin}/plain`);
    await seoul().waitFor();
    const ticker = page.locator('nalssi-ticker');
    expect((await ticker.boundingBox())?.height).toBe(48);
    expect(await seoul().evaluate((name) => getComputedStyle(name).fontWeight)).toBe('700');
    expect(await ticker.evaluate((element) => getComputedStyle(element).opacity)).toBe('0.8');
  });
});

test('a component of React sets attributes and hears of the station that a reader chooses', async () => {
  await page.goto(`${server.origin}/react`);
  await seoul().click();
  await page.getByText('108', { exact: true }).waitFor();
  const settings = await page.locator('nalssi-ticker').evaluate((element) => {
    const { stations, controls } = element as HTMLElementTagNameMap['nalssi-ticker'];
    return { stations, controls };
  });
  expect(settings).toEqual({ stations: '108 184', controls: true });
});

describe('a fresh project of Vite with nothing but the ticker', () => {
  const brotli = (text: string | Buffer = '') => brotliCompressSync(text).byteLength;

  test('has the script of the ticker, and at most 0.3 kB beside it, Vite’s own included', () => {
    const [html = ''] = [...built]
      .filter(([path]) => path.endsWith('/index.html'))
      .map(([, text]) => text);
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = '']) => path);
    const whole = loaded
      .map((path) => brotli(built.get(path)))
      .reduce((sum, size) => sum + size, 0);
    const own = brotli(readFileSync(join(import.meta.dirname, '../../widget/dist/nalssi.js')));

    expect(loaded.length).toBeGreaterThan(0);
    expect(whole).toBeGreaterThan(9_000);
    expect(whole - own).toBeLessThanOrEqual(300);
  });

  test('shows stations, and loads the second script when it is needed', async () => {
    await page.goto(`${server.origin}/fresh/index.html`);
    await seoul().waitFor();
    expect(asked.filter((path) => path.includes('more'))).toEqual([]);
    await page.locator('nalssi-ticker').evaluate((ticker) => ticker.setAttribute('controls', ''));
    await page.locator('nalssi-ticker [part~="next"]').waitFor({ state: 'attached' });
    expect(asked.filter((path) => path.includes('more'))).toHaveLength(1);
  });

  test('shows the board, with its map, and loads the later scripts by themselves', async () => {
    const files = boardFiles('KR-44');
    await page.clock.install({ time: madeAt });
    await page.route('**/board/v1/**', async (route) => {
      const file = files.get(route.request().url().split('/board/v1/')[1] ?? '');
      const headers = { Date: new Date(madeAt).toUTCString() };
      await route.fulfill({ status: file === undefined ? 404 : 200, json: file ?? {}, headers });
    });
    const map = readFileSync(
      join(import.meta.dirname, '../../widget/board/maps/KR-44.json'),
      'utf8',
    );
    await page.route('**/board/w/1/maps/KR-44.json', (route) =>
      route.fulfill({ contentType: 'application/json', body: map }),
    );
    await page.goto(`${server.origin}/fresh/board.html`);
    const board = page.locator('nalssi-board.ready');
    await board.locator('tbody tr').first().waitFor();
    await board.locator('#land path').first().waitFor({ state: 'attached' });
    await board.getByRole('radio', { name: '습도' }).waitFor();

    expect(asked.filter((path) => /nalssi-board-overview/.test(path))).toHaveLength(1);
    expect(asked.filter((path) => /nalssi-board-more/.test(path))).toHaveLength(1);
    expect(asked.filter((path) => /nalssi-board-(extras|en)/.test(path))).toEqual([]);
  });

  test('reads the feed without an element', async () => {
    await server.add(
      '/fresh/feed',
      pageOf('<script type="module" src="/fresh/assets/feed.js"></script>'),
    );
    await page.goto(`${server.origin}/fresh/feed`);
    await page.waitForFunction(() => document.title === '속초');
    expect(await page.evaluate(() => customElements.get('nalssi-ticker') === undefined)).toBe(true);
  });

  test('has less than 1 kB of the package where it asks for the class of one event', () => {
    expect(brotli(built.get('/fresh/assets/event.js'))).toBeLessThan(1_000);
  });
});
