import { type HostFile, page as pageOf } from './host-server.ts';
import {
  attack,
  lets,
  moduleTag,
  own,
  purified,
  sanitized,
  stimulusApp,
  stranger,
} from './page-parts.ts';

// What visitors wrote into a page, cleaned as sites clean it, beside the libraries that read attributes.

/** A hostile piece of markup, what reads it, and what must come of it. */
export interface Written {
  readonly name: string;
  readonly page: HostFile;
  /** What the ticker that the link became has; `null` where it stays a link. */
  readonly attributes: readonly string[] | null;
}

export const written: readonly Written[] = [
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
