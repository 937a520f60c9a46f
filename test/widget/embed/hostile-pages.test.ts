import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sanitize from 'sanitize-html';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { type HostFile, packageScript, page as pageOf, script } from './host-server.ts';
import { type Visit, Visitor } from './visitor.ts';

// Pages that trust the ticker and not all that is written into them: what a visitor wrote, cleaned
// as sites clean it, beside the libraries that read attributes; and pages that pull the ground
// away.

const moduleTag = (more = '') => `<script type="module" src="/w/1/nalssi.js"${more}></script>`;
const classicTag = (more = '') => `<script src="/w/1/nalssi.global.js"${more}></script>`;
const own = (name: string) => `<script src="/${name}.js"></script>`;
const element = '<nalssi-ticker><a href="/weather">전국 날씨</a></nalssi-ticker>';
const stranger = 'http://stranger.invalid';

/** What a visitor writes as a comment: a link that would be a ticker, and more. */
const attack = (attributes: string) =>
  `<a class="nalssi-ticker" href="/weather" data-region="KR-30" ${attributes}>대전 날씨</a>`;

const libraries = {
  alpine: 'alpinejs/dist/cdn.min.js',
  htmx: 'htmx.org/dist/htmx.min.js',
  stimulus: '@hotwired/stimulus/dist/stimulus.umd.js',
  bootstrap: 'bootstrap/dist/js/bootstrap.bundle.min.js',
  purify: 'dompurify/dist/purify.min.js',
};
const requireHere = createRequire(import.meta.url);
/** Packages that do not let themselves be resolved by every path. */
function libraryScript(path: string): HostFile {
  try {
    return packageScript(path);
  } catch {
    const [folder = ''] = (requireHere.resolve.paths(path) ?? []).slice(-3);
    return script(readFileSync(`${folder}/${path}`, 'utf8'));
  }
}

/**
 * A site that shows what visitors write, cleaned by DOMPurify with its defaults or with `options`.
 */
const purified = (written: string, libraryTags = '', options = '{}', tag = moduleTag()) =>
  pageOf(
    `${own('purify')}${own('watch')}<main></main><script>
document.querySelector('main').innerHTML = DOMPurify.sanitize(${JSON.stringify(written).replaceAll('<', '\\u003c')}, ${options});
</script>${tag}${libraryTags}`,
  );

/** The same with sanitize-html, on the server. */
const sanitized = (written: string, options?: sanitize.IOptions) =>
  pageOf(`${own('watch')}<main>${sanitize(written, options)}</main>${moduleTag()}${own('alpine')}`);

const watch = script(`
  window.hacked = 0;
  window.clicks = 0;
`);
const stimulusApp = `<script>
  Stimulus.Application.start().register('attack', class extends Stimulus.Controller {
    connect() { hacked = 1; }
  });
</script>`;

/** A hostile piece of markup, what reads it, and what must come of it. */
interface Written {
  readonly name: string;
  readonly page: HostFile;
  /** What the ticker that the link became has; `null` where it stays a link. */
  readonly attributes: readonly string[] | null;
}

const lets = { allowedAttributes: { a: ['href', 'class', 'data-*'] } };
const written: readonly Written[] = [
  {
    name: 'Alpine’s data, init and handlers, through DOMPurify',
    page: purified(
      attack(
        'data-x-data data-x-init="hacked=1" data-x-on:click="hacked=1" data-@click="hacked=1"',
      ),
      own('alpine'),
    ),
    attributes: ['region'],
  },
  {
    name: 'Alpine’s effect and HTML, through sanitize-html that lets data- pass',
    page: sanitized(
      attack(
        'data-x-data="{}" data-x-effect="hacked=1" data-x-html="\'<img src=x onerror=hacked=1>\'"',
      ),
      lets,
    ),
    attributes: ['region'],
  },
  {
    name: 'anything, through sanitize-html with its defaults',
    page: sanitized(attack('data-x-data data-x-init="hacked=1"')),
    attributes: null,
  },
  {
    name: 'htmx’s requests, through DOMPurify that forbids them',
    page: purified(
      attack(
        `data-data-hx-get="${stranger}/" data-data-hx-trigger="load" data-hx-on:load="hacked=1"`,
      ),
      own('htmx'),
      "{ FORBID_ATTR: ['data-hx-get', 'data-hx-trigger', 'data-hx-on:load'] }",
    ),
    attributes: ['region'],
  },
  {
    name: 'Stimulus’s controllers and actions, through DOMPurify that forbids them',
    page: purified(
      attack('data-data-controller="attack" data-data-action="click->attack#connect"'),
      own('stimulus') + stimulusApp,
      "{ FORBID_ATTR: ['data-controller', 'data-action'] }",
    ),
    attributes: ['region'],
  },
  {
    name: 'Bootstrap’s toggles, through DOMPurify that forbids them',
    page: purified(
      `${attack('data-data-bs-toggle="modal" data-data-bs-target="main" data-class="modal show"')}`,
      own('bootstrap'),
      "{ FORBID_ATTR: ['data-bs-toggle', 'data-bs-target'] }",
    ),
    attributes: ['region'],
  },
  {
    name: 'an id, a class, a popover, the focus and a slot',
    page: purified(
      attack(
        'data-id="login" data-class="admin" data-popover data-autofocus data-tabindex="1" data-slot="x" data-is="x" data-part="x" data-hidden data-contenteditable data-inert data-draggable="true" data-title="x" data-role="alert" data-aria-live="assertive" data-exportparts="name" data-nonce="x" data-accesskey="x"',
      ),
    ),
    attributes: ['region'],
  },
  {
    name: 'handlers and styles',
    page: purified(
      attack('data-onclick="hacked=1" data-onfocus="hacked=1" data-style="position:fixed"'),
    ),
    attributes: ['region'],
  },
  {
    name: 'a stranger’s feed',
    page: purified(attack(`data-feed="${stranger}/v1/"`)),
    attributes: ['region'],
  },
  {
    name: 'a feed that a visitor has put at the site itself',
    page: purified(attack('data-feed="/uploads/"')),
    attributes: ['region'],
  },
  ...[
    `${stranger}/{station}`,
    '//stranger.invalid/{station}',
    '/\\stranger.invalid/{station}',
    '/\t/stranger.invalid/',
    'javascript:hacked=1//{station}',
    'data:text/html,{name}',
    '{a}//stranger.invalid/',
    'https://x@stranger.invalid/',
    // The browser does not take this space away, and `trim()` does.
    '\u00a0//stranger.invalid/{station}',
  ].map(
    (href): Written => ({
      name: `links to a stranger by ${JSON.stringify(href)}`,
      page: purified(attack(`data-href="${href}"`)),
      attributes: href.startsWith('{') ? ['region', 'href'] : ['region'],
    }),
  ),
  ...['http://e{station}ample.invalid/', '//e{name}ample.invalid/', 'http://{x}xample.invalid'].map(
    (href): Written => ({
      name: `links by ${href} to what is not quite a site that the page allows`,
      page: purified(
        attack(`data-href="${href}"`),
        '',
        '{}',
        moduleTag(' data-allow="http://example.invalid http://xxample.invalid"'),
      ),
      attributes: ['region'],
    }),
  ),
  {
    name: 'something to be kept in the readers’ browsers',
    page: purified(attack('data-storage')),
    attributes: ['region'],
  },
  ...['litPropertyMetadata', 'reactiveElementPolyfillSupport', 'reactiveElementVersions'].map(
    (id): Written => ({
      name: `a link of the id ${id}`,
      page: purified(`<a id="${id}">x</a>${attack('')}`),
      attributes: ['region'],
    }),
  ),
  {
    name: 'the script of a drawing that allows a site',
    page: pageOf(
      `${own('watch')}<main>${attack(`data-feed="${stranger}/v1/"`)}</main><svg><script data-allow="${stranger}" href="data:text/javascript,0"></script></svg>${moduleTag()}`,
    ),
    attributes: ['region'],
  },
  {
    name: 'a strip that races, or never moves',
    page: purified(
      '<a class="nalssi-ticker" data-speed="1e999">날씨</a><a class="nalssi-ticker" data-speed="1e-320">날씨</a>',
    ),
    attributes: ['speed'],
  },
  {
    name: 'a stranger’s feed, where the site allows another site’s',
    page: purified(
      attack(`data-feed="${stranger}/v1/" data-href="${stranger}/"`),
      '',
      '{}',
      moduleTag(' data-allow="http://other.invalid javascript: https://["'),
    ),
    attributes: ['region'],
  },
  {
    name: 'what a site allows, in a tag of another script',
    page: purified(
      `${attack(`data-feed="${stranger}/v1/"`)}`,
      '',
      '{}',
      `<script src="/watch.js" data-allow="${stranger}"></script>${moduleTag()}`,
    ),
    attributes: ['region'],
  },
];

/**
 * What the browser reads of the objects that it is given: of requests, observers, animations,
 * listeners, shadow roots, properties, streams.
 */
const options = (
  'signal root threshold body value writable get set slotAssignment mode customElementRegistry clonable ' +
  'serializable attributeFilter attributes characterData offset easing composite delay endDelay fill ' +
  'iterationStart iterations direction pseudoElement timeline rangeStart rangeEnd id method headers ' +
  'referrer integrity keepalive window duplex priority start flush cancel readableType writableType ' +
  'readableStrategy once capture passive bubbles rootMargin scrollMargin box status statusText type ' +
  'preventScroll focusVisible behavior block fallback style localeMatcher preventAbort preventClose'
).split(' ');

/** Pages that are not as the platform made them; the ticker must show the country all the same. */
const pages: Readonly<Record<string, HostFile>> = {
  'where every object has more than its own': pageOf(
    `<script>Object.assign(Object.prototype, { attribute: 'onclick', region: 'KR-30', network: 'aws', representative: false, stations: '108', feed: 'x', url: 'x', conditionExpiresAt: 1, conditionObservedAt: 1, extend() {} });</script>${moduleTag()}${element}`,
  ),
  'where every object has what a browser takes for an option': pageOf(
    `<script>
for (const name of ${JSON.stringify(options)}) Object.prototype[name] = 'x';
</script>${moduleTag()}${element}`,
  ),
  'where every object has them, with all that the ticker can do': pageOf(
    `<script>
for (const name of ${JSON.stringify(options)}) Object.prototype[name] = 'x';
</script>${moduleTag()}<nalssi-ticker href="/{station}" controls sun fields="icon temperature wind"><a href="/weather">전국 날씨</a></nalssi-ticker><a class="nalssi-ticker" href="/weather">전국 날씨</a>`,
  ),
  'with Prototype.js’s toJSON, reduce and entries': pageOf(
    `<script>
Array.prototype.toJSON = function () { return '[]'; };
String.prototype.toJSON = function () { return '"' + this + '"'; };
Date.prototype.toJSON = function () { return 'x'; };
Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
Array.prototype.entries = function () { return this.slice(); };
Array.from = function (list) { return [].slice.call(list); };
</script>${moduleTag()}${element}`,
  ),
  'with MooTools’ remove, append and clone': pageOf(
    `<script>
Element.prototype.remove = function () { return this.parentNode.removeChild(this); };
Element.prototype.clone = function () { return this; };
Array.prototype.append = function () { return this; };
Array.from = function (item) { return item == null ? [] : Array.isArray(item) ? item : [item]; };
Function.prototype.extend = function () {};
</script>${moduleTag()}${element}`,
  ),
  'with a form of the id nalssi, and others of the names of the language': pageOf(
    `<form id="nalssi"><input name="feed"></form><form id="NalssiTicker"></form><a id="customElements"></a><a id="fetch" href="/x"></a><a id="NalssiTicker"></a>${moduleTag()}${element}`,
  ),
  'with an image of the name currentScript': pageOf(
    `<img name="currentScript" alt="">${classicTag()}<a class="nalssi-ticker" href="/weather">전국 날씨</a>`,
  ),
  'with images of the names baseURI, documentElement, scripts and body': pageOf(
    `<img name="baseURI" alt=""><img name="documentElement" alt=""><img name="scripts" alt=""><img name="body" alt=""><img name="hidden" alt=""><form name="location"></form>${moduleTag()}${element}`,
  ),
  'with a link of the name of what Lit keeps on the page': pageOf(
    `<a id="litPropertyMetadata"></a><a id="reactiveElementPolyfillSupport"></a><a id="reactiveElementVersions"></a><a id="trustedTypes"></a>${moduleTag()}${element}`,
  ),
  'with the base of another site': pageOf(
    `<base href="${stranger}/">${moduleTag().replace('/w/', 'ORIGIN/w/')}${element}`,
  ),
  'under a policy that allows its script and its feed alone': pageOf(moduleTag() + element, {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'",
  }),
  'under Trusted Types that allow no policy': pageOf(moduleTag() + element, {
    'Content-Security-Policy': "require-trusted-types-for 'script'; trusted-types 'none'",
  }),
  'in a sandbox without an origin': pageOf(moduleTag() + element, {
    'Content-Security-Policy': 'sandbox allow-scripts',
  }),
  'that hides, shrinks and covers everything': pageOf(
    `<style>* { all: unset !important } nalssi-ticker, nalssi-ticker * { animation: none !important; transition: none !important; content-visibility: visible }</style>${moduleTag()}${element}`,
  ),
  'with Alpine, htmx, Stimulus and Bootstrap': pageOf(
    own('alpine') + own('htmx') + own('stimulus') + own('bootstrap') + moduleTag() + element,
  ),
  'that has frozen the prototypes': pageOf(
    `<script>for (const each of [Object, Array, String, Function, Promise, Map, Set, Element, Node]) Object.freeze(each.prototype);</script>${moduleTag()}${element}`,
  ),
};

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.start({
    ...Object.fromEntries(
      Object.entries(libraries).map(([name, path]) => [`/${name}.js`, libraryScript(path)]),
    ),
    '/watch.js': watch,
  });
  for (const [index, { page }] of written.entries()) await visitor.host.add(`/w${index}`, page);
  for (const [index, page] of Object.values(pages).entries()) {
    const content = page.content.replaceAll('ORIGIN', visitor.host.origin);
    await visitor.host.add(`/p${index}`, { ...page, content });
  }
});
afterEach(() => visitor.leave());
afterAll(() => visitor[Symbol.asyncDispose]());

/** A page that has not gone anywhere yet, and the strangers it asks. */
async function watched(): Promise<Visit & { readonly strangers: string[] }> {
  const visit = await visitor.visit();
  const strangers: string[] = [];
  visit.page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== visitor.host.origin) strangers.push(request.url());
  });
  return { ...visit, strangers };
}

describe('what a visitor wrote into a page does nothing:', () => {
  test.each(written.map((each, index) => [each.name, each.attributes, index] as const))(
    '%s',
    async (_, attributes, index) => {
      const { page, strangers, errors } = await watched();
      await page.goto(`${visitor.host.origin}/w${index}`);
      if (attributes === null) await page.waitForLoadState('networkidle');
      else await page.locator('nalssi-ticker [part~=name]').first().waitFor();
      // Whatever listens for a click has had one, on all that can be clicked.
      await page.evaluate(() => {
        addEventListener('click', (event) => event.preventDefault());
        for (const ticker of document.querySelectorAll<HTMLElement>('main > *')) ticker.click();
      });
      const found = await page.evaluate(() => {
        const ticker = document.querySelector('main nalssi-ticker');
        const links = [...(ticker?.shadowRoot?.querySelectorAll('a[part=link]') ?? [])];
        return {
          attributes: ticker?.getAttributeNames() ?? null,
          hacked: 'hacked' in window && Boolean(window.hacked),
          foreign: links.filter(
            (link) => new URL((link as HTMLAnchorElement).href).origin !== origin,
          ).length,
        };
      });

      expect(found.attributes?.toSorted() ?? null).toEqual(attributes?.toSorted() ?? null);
      expect(found).toMatchObject({ hacked: false, foreign: 0 });
      expect(strangers).toEqual([]);
      expect(errors).toEqual([]);
    },
  );
});

describe('a ticker shows the country, and nothing complains, in a page', () => {
  test.each(Object.keys(pages).map((name, index) => [name, index] as const))(
    '%s',
    async (name, index) => {
      const { page, strangers, errors } = await watched();
      await page.goto(`${visitor.host.origin}/p${index}`);
      // Not by locators, which some of these pages disturb as well.
      const shown = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('nalssi-ticker')].map(
            ({ shadowRoot }) => shadowRoot?.querySelectorAll('.moving [part=name]').length,
          ),
        );
      const tickers = pages[name]?.content.includes('</nalssi-ticker><a') ? [97, 97] : [97];
      await expect.poll(shown).toEqual(tickers);

      expect(errors).toEqual([]);
      expect(strangers).toEqual([]);
    },
  );
});

describe('a link takes the feed and leads to the site that the script tag allows,', () => {
  test.each([
    ['of a module', moduleTag],
    ['of a classic script', classicTag],
    ['of one of two scripts', (more: string) => moduleTag() + classicTag(more)],
  ])('%s', async (_, tag) => {
    const other = visitor.host.otherOrigin;
    const link = `<a class="nalssi-ticker" data-feed="${other}/v1/" data-href="${other}/{station}" data-stations="108">날씨</a>`;
    await visitor.host.add('/allowed', pageOf(tag(` data-allow="${stranger} ${other}"`) + link));
    const { page } = await visitor.open('/allowed');
    const ticker = page.locator('nalssi-ticker');

    expect(await ticker.getAttribute('feed')).toBe(`${other}/v1/`);
    expect(await ticker.locator('a[part=link]').getAttribute('href')).toBe(`${other}/108`);
  });
});

test('of links that somebody wrote ten at most become tickers before a reader comes to them', async () => {
  const far = '<p style="height: 5000px"></p>';
  await visitor.host.add('/far', pageOf(moduleTag() + far + attack('').repeat(30)));
  const { page, errors } = await visitor.open('/far');

  expect(await page.locator('nalssi-ticker').count()).toBe(10);
  expect(errors).toEqual([]);
});

test('each ticker of a page shows what is new in a task of its own', async () => {
  await visitor.host.add('/several', pageOf(moduleTag() + attack('').repeat(8)));
  const { page, errors } = await visitor.open('/several');
  const file = recordedTickerFile();
  const observations = file.observations.map((row) => ({ ...row, temperature: 20 }));
  await visitor.host.publish({ ...file, observations, sequence: file.sequence + 1 });
  const together = await page.evaluate(async () => {
    const tickers = [...document.querySelectorAll('nalssi-ticker')];
    let inTask = 0;
    let most = 0;
    const told = tickers.map(
      (ticker) =>
        new Promise((resolve) => {
          ticker.addEventListener('nalssi-update', resolve);
          const shown = new MutationObserver(() => {
            shown.disconnect();
            // Comes before every task that waits already, and after the one that runs.
            if (inTask === 0) {
              const end = () => {
                inTask = 0;
              };
              void scheduler.postTask(end, { priority: 'user-blocking' });
            }
            inTask += 1;
            most = Math.max(most, inTask);
          });
          if (ticker.shadowRoot !== null) {
            shown.observe(ticker.shadowRoot, { subtree: true, characterData: true });
          }
        }),
    );
    await Promise.all(tickers.map((ticker) => ticker.refresh()));
    await Promise.all(told);
    return most;
  });
  await visitor.host.publish(file);

  expect(together).toBe(1);
  expect(errors).toEqual([]);
});

test('of a thousand links that somebody wrote, those become tickers that a reader can see', async () => {
  const later = '<p style="height: 5000px"></p><a class="nalssi-ticker" id="own" href="/">날씨</a>';
  await visitor.host.add('/thousand', pageOf(moduleTag() + attack('').repeat(1000) + later));
  const { page, errors } = await visitor.open('/thousand');
  const links = page.locator('body > a.nalssi-ticker');
  expect(await links.count()).toBeGreaterThan(900);

  await page.locator('#own').scrollIntoViewIfNeeded();
  await page.locator('nalssi-ticker > #own').waitFor({ state: 'attached' });

  expect(await links.count()).toBeGreaterThan(800);
  expect(errors).toEqual([]);
});

describe('a page that adds links later is not disturbed by', () => {
  test.each(['matches', 'querySelectorAll', 'isConnected'])(
    'a form with a field of the name %s',
    async (name) => {
      await visitor.host.add('/form', pageOf(moduleTag() + attack('')));
      const { page, errors } = await visitor.open('/form');
      await page.evaluate((field) => {
        const link = '<a class="nalssi-ticker">날씨</a>';
        document.body.insertAdjacentHTML(
          'beforeend',
          `<form><input name="${field}">${link}</form><div>${link}</div>`,
        );
      }, name);
      // Not by locators, which a field of the name `matches` disturbs as well.
      await page.waitForFunction(
        () => document.querySelectorAll(':is(form, div) > nalssi-ticker').length === 2,
      );

      expect(errors).toEqual([]);
    },
  );
});

test('links stay links where the name of the element is somebody else’s', async () => {
  const theirs = `<script>customElements.define('nalssi-ticker', class extends HTMLElement {});</script>`;
  await visitor.host.add('/theirs', pageOf(theirs + moduleTag() + attack('')));
  const { page, errors } = await visitor.visit();
  await page.goto(`${visitor.host.origin}/theirs`);
  await page.waitForLoadState('networkidle');

  expect(await page.locator('body > a.nalssi-ticker').count()).toBe(1);
  expect(errors).toEqual([]);
});

describe('a ticker and a link to be one show the country in a page with', () => {
  test.each([
    ...['createElement', 'createElementNS', 'querySelector', 'querySelectorAll', 'readyState'],
    ...['addEventListener', 'removeEventListener', 'documentElement', 'hidden', 'timeline'],
  ])('an image and a form of the name %s', async (name) => {
    const taken = `<img name="${name}" alt=""><form name="${name}"><input name="getAttribute"></form>`;
    await visitor.host.add('/taken', pageOf(taken + moduleTag() + element + attack('')));
    const { page, errors } = await visitor.visit();
    await page.goto(`${visitor.host.origin}/taken`);
    // Not by locators, which look for the document's methods under their names as well.
    await page.waitForFunction(() => {
      const tickers = Document.prototype.querySelectorAll.call(document, 'nalssi-ticker');
      const counts = [...tickers].map(
        ({ shadowRoot }) => shadowRoot?.querySelectorAll('[part~=name]').length,
      );
      return counts[0] === 97 && counts[1] === 1;
    });

    expect(errors).toEqual([]);
  });
});
