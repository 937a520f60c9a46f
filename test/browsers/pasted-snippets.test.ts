import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileScript, parse } from 'vue/compiler-sfc';
import { attributesOf, type Known } from '../../demo/site/configurator/attributes.ts';
import { type Choice, usualChoice } from '../../demo/site/configurator/choice.ts';
import type { Site } from '../../demo/site/configurator/snippet-lines.ts';
import { type Form, type Snippet, snippetsOf } from '../../demo/site/configurator/snippets.ts';
import { findTool } from '../collector/deploy/tools.ts';
import { nowhere, StartedProduct } from '../product/started-product.ts';
import { builtScript } from '../widget/embed/host-server.ts';
import { inEachBrowser } from './in-each-browser.ts';

// Every snippet that the configurator prints, pasted into a blank page of another site: the product as
// `npm start` runs it, with its sample day, shows 천안 there.

const ticker: Choice = { ...usualChoice, regions: ['KR-44'], fields: ['name', 'temperature'] };
const board: Choice = { ...usualChoice, element: 'board', regions: ['KR-44'] };
const known: Known = {
  places: [],
  stations: [
    { id: '232', name: { ko: '천안', en: 'Cheonan' }, region: 'KR-44', network: 'asos' },
    { id: '565', name: { ko: '시흥', en: 'Siheung' }, region: 'KR-41', network: 'aws' },
  ],
};
const stations = { scope: 'stations', stations: ['565', '232'], unit: 'f' } as const;

interface Pasted {
  readonly html: string;
  readonly policy?: string;
}

let product: StartedProduct;
let site: Site;
let pages: Server;
let pagesOrigin: string;
const served = new Map<string, { body: string; type: string; policy?: string }>();

beforeAll(async () => {
  product = await StartedProduct.start({ NALSSI_KMA_MAP_URL: nowhere });
  const { version, files } = await (await fetch(`${product.address}/w/1/integrity.json`)).json();
  const integrity = Object.fromEntries(
    Object.entries<{ integrity: string }>(files).map(([name, file]) => [name, file.integrity]),
  );
  site = { address: `${product.address}/`, frozen: { version, integrity } };
  pages = createServer((request, response) => {
    const page = served.get(request.url ?? '');
    if (page === undefined) response.writeHead(404).end();
    else {
      const { body, type, policy } = page;
      const headers = { 'Content-Type': `${type}; charset=utf-8` };
      response.writeHead(200, {
        ...headers,
        ...(policy !== undefined && { 'Content-Security-Policy': policy }),
      });
      response.end(body);
    }
  });
  await new Promise<void>((listening) => pages.listen(0, '127.0.0.1', listening));
  pagesOrigin = `http://localhost:${(pages.address() as AddressInfo).port}`;
}, 240_000);

afterAll(async () => {
  await new Promise((closed) => pages?.close(closed));
  await product?.end();
});

function snippetOf(choice: Choice, form: Form): string {
  const found: Snippet | undefined = snippetsOf(choice, attributesOf(choice, known), site).find(
    (snippet) => snippet.form === form,
  );
  if (found?.code == null) throw new Error(`There is no ${form} of the ${choice.element}.`);
  return found.code;
}

/** A script as a site's bundler makes it of a module, put beside the page. */
async function bundled(name: string, code: string, compile?: () => string): Promise<string> {
  const input = join(import.meta.dirname, `pasted-${name}.tsx`);
  const plugin = {
    name: 'pasted',
    enforce: 'pre' as const,
    resolveId: (id: string) => (id === input ? id : null),
    load: (id: string) => (id === input ? (compile?.() ?? code) : null),
  };
  const { content } = await builtScript(input, 'es', [plugin]);
  served.set(`/${name}.js`, { body: content, type: 'text/javascript' });
  return `<script type="module" src="/${name}.js"></script>`;
}

function vueModule(code: string): string {
  const { descriptor } = parse(code);
  const { content } = compileScript(descriptor, {
    id: 'weather',
    inlineTemplate: true,
    templateOptions: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('nalssi-') } },
  });
  return `import { createApp } from 'vue';\n${content.replace('export default', 'const Weather =')}
createApp(Weather).mount('header');`;
}

/** What a site makes of a snippet. */
async function pasted(choice: Choice, form: Form): Promise<Pasted> {
  const code = snippetOf(choice, form);
  const { element } = choice;
  const name = `${form}-${element}`;
  const body = '<header></header><aside></aside>';
  switch (form) {
    case 'ssi': {
      const [directive = '', path = ''] = /<!--#include virtual="([^"]+)" -->/.exec(code) ?? [];
      const text = await (await fetch(product.address + path)).text();
      return { html: code.replace(directive, () => text) };
    }
    case 'php': {
      const run = promisify(execFile)('php', [], { encoding: 'utf8' });
      run.child.stdin?.end(code);
      return { html: (await run).stdout };
    }
    case 'csp':
      return {
        html: snippetOf(choice, 'module').replace(/<style>.*<\/style>/, ''),
        policy: `default-src 'none'; ${code.replaceAll('\n', ' ')} require-trusted-types-for 'script'`,
      };
    case 'npm':
      return { html: body + (await bundled(name, code)) };
    case 'react': {
      const app = `import { createElement } from 'react';\nimport { createRoot } from 'react-dom/client';\n${code}
createRoot(document.querySelector('header') as Element).render(createElement(Weather));`;
      return { html: body + (await bundled(name, app)) };
    }
    case 'vue':
      return { html: body + (await bundled(name, code, () => vueModule(code))) };
    default:
      return { html: code };
  }
}

/** Whether the weather of 천안 is in the page: in the element, where its script runs. */
const showsCheonan = () => {
  const element = document.querySelector('nalssi-ticker, nalssi-board');
  const root = element?.shadowRoot ?? document.body;
  return /천안[^℃℉]*\d/.test(root.textContent ?? '');
};

/** What the board or the ticker shows, of which a link may be in it before. */
const shownIn = () => {
  const element = document.querySelector('nalssi-ticker, nalssi-board');
  return element?.shadowRoot?.textContent ?? '';
};

const included: readonly Form[] = ['ssi', ...(findTool('php') ? (['php'] as const) : [])];
const ofTicker: readonly Form[] = [
  'module',
  'classic',
  'frame',
  'link',
  ...included,
  'csp',
  'npm',
  'react',
  'vue',
];
// A board has the same forms.
const ofBoard = ofTicker;
const pinned = (choice: Choice): Choice => ({ ...choice, address: 'pinned' });
const cases: readonly (readonly [name: string, choice: Choice, form: Form])[] = [
  ...ofTicker.map((form) => [`${form} of the ticker`, ticker, form] as const),
  ['pinned module of the ticker', pinned(ticker), 'module'],
  ['pinned classic script of the ticker', pinned(ticker), 'classic'],
  ...ofBoard.map((form) => [`${form} of the board`, board, form] as const),
  ['module of the board with tabs', { ...board, hasTabs: true }, 'module'],
  ['pinned module of the board', pinned(board), 'module'],
  ['pinned classic script of the board', pinned(board), 'classic'],
  ['pinned frame of the board', pinned(board), 'frame'],
  ['pinned link of the board', pinned(board), 'link'],
];

/** Of stations that were chosen, in ℉ and English, by forms that write attributes in different ways. */
const spoken: readonly (readonly [name: string, choice: Choice, form: Form])[] = (
  ['module', 'frame', 'link'] as const
).flatMap((form) =>
  [ticker, board].map((choice) => {
    const own: Choice = { ...choice, ...stations, language: 'en' };
    return [`${form} of stations on the ${choice.element}`, own, form] as const;
  }),
);

inEachBrowser((driver) => {
  async function open(name: string, { html, policy }: Pasted): Promise<void> {
    const path = `/${encodeURIComponent(name)}`;
    served.set(path, {
      body: `<!doctype html><html lang="ko"><meta charset="utf-8"><title>신문</title><body>${html}`,
      type: 'text/html',
      ...(policy !== undefined && { policy }),
    });
    await driver.open(pagesOrigin + path);
  }

  test.each(cases)('shows what was pasted: %s', async (name, choice, form) => {
    await open(name, await pasted(choice, form));

    await expect
      .poll(() =>
        driver.evaluate(showsCheonan, form === 'frame' ? 'frame' : 'page').catch(() => false),
      )
      .toBe(true);
  });

  test.each(included)('shows the text of a board where no script runs: %s', async (form) => {
    const { html } = await pasted(board, form);
    await open(`${form} without a script`, { html: html.replace(/<script.*?<\/script>/s, '') });

    expect(await driver.evaluate(() => document.querySelector('script'))).toBe(null);
    expect(await driver.evaluate(showsCheonan)).toBe(true);
  });

  test.each(spoken)(
    'has the stations, the unit and the language of it: %s',
    async (name, choice, form) => {
      await open(name, await pasted(choice, form));
      const where = form === 'frame' ? 'frame' : 'page';

      await expect
        .poll(() => driver.evaluate(shownIn, where).catch(() => ''))
        .toMatch(/Siheung.*Cheonan/s);
      const shown = await driver.evaluate(shownIn, where);
      expect(shown).toContain('℉');
      expect(shown).not.toMatch(/Seosan|Seoul|℃/);
    },
  );
});

test.each([
  ['several regions', { regions: ['KR-27', 'KR-47'] }],
  ['a place', { regions: [], place: '41390' }],
  ['stations', stations],
] as const)('there is no text of %s, and the lines say so', (_, own) => {
  for (const choice of [ticker, board]) {
    const chosen = { ...choice, ...own } as Choice;
    const refused = snippetsOf(chosen, attributesOf(chosen, known), site).filter(
      ({ code }) => code === null,
    );
    expect(refused.map(({ form }) => form)).toEqual(['ssi', 'php']);
  }
});

test.each([
  ['ticker', ticker, 'frame.html', 40],
  ['board', board, 'frame-board.html', 900],
] as const)(
  'the address for oEmbed of the %s is answered with its frame',
  async (_, choice, page, height) => {
    const address = snippetOf(choice, 'oembed');
    const answer = await fetch(
      `${product.address}/w/1/oembed.json?url=${encodeURIComponent(address)}`,
    );

    expect(await answer.json()).toMatchObject({
      type: 'rich',
      height,
      html: expect.stringContaining(`/w/1/${page}?region=`),
    });
  },
);
