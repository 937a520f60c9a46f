import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import { HostServer, page as pageOf, script } from '../widget/embed/host-server.ts';
import { Project, Tarballs } from './project.ts';
import { shownInReadme } from './readme.ts';

// What the README shows, in a site that installed the tarball and is bundled by Vite.

const hydrate = `
  import { createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  import { Header } from './header.tsx';
  createRoot(document.querySelector('main')).render(createElement(Header));
`;

let server: HostServer;
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
  const files = globSync('*.js', { cwd: outDir });
  return new Map(files.map((file) => [`/${file}`, readFileSync(join(outDir, file), 'utf8')]));
}

beforeAll(async () => {
  using tarballs = new Tarballs(['widget']);
  using project = new Project(tarballs, ['widget'], ['react', 'react-dom']);
  mkdirSync(join(project.directory, 'built'));
  project.write('plain.ts', shownInReadme('ts'));
  project.write('header.tsx', shownInReadme('tsx'));
  project.write('react.ts', hydrate);
  server = await HostServer.start({
    '/plain': pageOf(
      `<style>${shownInReadme('css')}</style><nalssi-ticker stations="108"></nalssi-ticker><script type="module" src="/plain.js"></script>`,
    ),
    '/react': pageOf('<main></main><script type="module" src="/react.js"></script>'),
  });
  for (const [path, text] of await scriptsOf(project)) await server.add(path, script(text));
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
