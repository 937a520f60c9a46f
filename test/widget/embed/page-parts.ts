import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sanitize from 'sanitize-html';
import { type HostFile, packageScript, page as pageOf, script } from './host-server.ts';

// What pages are made of that trust the ticker and not all that is written into them.

export const moduleTag = (more = '') =>
  `<script type="module" src="/w/1/nalssi.js"${more}></script>`;
export const classicTag = (more = '') => `<script src="/w/1/nalssi.global.js"${more}></script>`;
export const own = (name: string) => `<script src="/${name}.js"></script>`;
export const element = '<nalssi-ticker><a href="/weather">전국 날씨</a></nalssi-ticker>';
export const stranger = 'http://stranger.invalid';

/** What a visitor writes as a comment: a link that would be a ticker, and more. */
export const attack = (attributes: string) =>
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
export const purified = (written: string, libraryTags = '', options = '{}', tag = moduleTag()) =>
  pageOf(
    `${own('purify')}${own('watch')}<main></main><script>
document.querySelector('main').innerHTML = DOMPurify.sanitize(${JSON.stringify(written).replaceAll('<', '\\u003c')}, ${options});
</script>${tag}${libraryTags}`,
  );

/** The same with sanitize-html, on the server. */
export const sanitized = (written: string, options?: sanitize.IOptions) =>
  pageOf(`${own('watch')}<main>${sanitize(written, options)}</main>${moduleTag()}${own('alpine')}`);

/** First on a page: what has gone wrong on it, for browsers that do not tell of it by themselves. */
const watch = script(`
  window.hacked = 0;
  window.faults = [];
  addEventListener('error', ({ message }) => message === undefined || faults.push(message), true);
  addEventListener('unhandledrejection', ({ reason }) => faults.push('rejected: ' + reason));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    faults.push('refused: ' + violatedDirective + ' ' + blockedURI),
  );
`);
/** What the pages load, by path. */
export const pageScripts = (): Readonly<Record<string, HostFile>> => ({
  ...Object.fromEntries(
    Object.entries(libraries).map(([name, path]) => [`/${name}.js`, libraryScript(path)]),
  ),
  '/watch.js': watch,
});

export const stimulusApp = `<script>
  Stimulus.Application.start().register('attack', class extends Stimulus.Controller {
    connect() { hacked = 1; }
  });
</script>`;
/** Options of sanitize-html. */
export const lets = { allowedAttributes: { a: ['href', 'class', 'data-*'] } };
