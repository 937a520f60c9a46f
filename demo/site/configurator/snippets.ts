import type { Attributes } from './attributes.ts';
import type { Choice } from './choice.ts';
import { npmOf, reactOf, vueOf } from './framework-snippets.ts';
import {
  cssOf,
  escapeHtml,
  frameAddress,
  linkOf,
  quoted,
  type Site,
  scriptOf,
  styleOf,
  tagOf,
  written,
} from './snippet-lines.ts';

export const forms = [
  'module',
  'classic',
  'frame',
  'link',
  'oembed',
  'ssi',
  'php',
  'npm',
  'react',
  'vue',
  'css',
  'csp',
] as const;
export type Form = (typeof forms)[number];

/** Lines to paste, or why there are none in this form. */
export type Snippet =
  | { readonly form: Form; readonly code: string }
  | { readonly form: Form; readonly code: null; readonly why: 'one-region' };

/** All forms of a choice. */
export function snippetsOf(choice: Choice, attributes: Attributes, site: Site): Snippet[] {
  const script = choice.element === 'board' ? 'nalssi-board' : 'nalssi';
  const link = `  ${linkOf(attributes, choice)}`;
  const element = (isModule: boolean, inside: string) =>
    [
      styleOf(choice),
      scriptOf(`${script}${isModule ? '' : '.global'}.js`, choice, site, isModule),
      tagOf(choice, attributes, inside),
    ].join('\n');
  /** Text from the server: of a board it is what stands in the element until its script has come. */
  const included = (write: (query: string) => string) => {
    const query = includeQuery(choice);
    if (query === null) return null;
    return choice.element === 'board' ? element(true, write(query)) : write(query);
  };
  const writers: Readonly<Record<Form, () => string | null>> = {
    module: () => element(true, link),
    classic: () => element(false, link),
    frame: () => frameOf(choice, attributes, site),
    link: () => upgradedOf(choice, attributes, site),
    oembed: () => frameAddress(choice, attributes, site),
    ssi: () => included((query) => `<!--#include virtual="/v1/embed/ticker.html${query}" -->`),
    php: () => included((query) => phpOf(`${site.address}v1/embed/ticker.html${query}`)),
    npm: () => npmOf(choice, attributes, site),
    react: () => reactOf(choice, attributes, site),
    vue: () => vueOf(choice, attributes, site),
    css: () => cssOf(choice),
    csp: () => cspOf(choice, site),
  };
  return forms.map((form) => {
    const code = writers[form]();
    return code === null ? { form, code, why: 'one-region' } : { form, code };
  });
}

function frameOf(choice: Choice, attributes: Attributes, site: Site): string {
  const title = attributes['lang'] === 'en' ? 'Weather' : '날씨';
  // A board that is longer scrolls in its frame, a ticker is as high as its frame.
  const size = choice.element === 'board' ? 'height="900"' : 'height="40" scrolling="no"';
  return `<iframe src="${escapeHtml(frameAddress(choice, attributes, site))}"
        title="${title}" width="100%" ${size} frameborder="0"
        sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}

/** A link that a script makes the element of. The text of the link has a language too. */
function upgradedOf(choice: Choice, attributes: Attributes, site: Site): string {
  const { element } = choice;
  const script = element === 'board' ? 'nalssi-board-links.js' : 'nalssi.js';
  const { lang } = attributes;
  const spoken = lang === undefined ? '' : ` lang="${lang}"`;
  const own = ` class="nalssi-${element}"${written(attributes, 'data-')}${spoken}`;
  return `${scriptOf(script, choice, site)}\n${linkOf(attributes, choice, own)}`;
}

/** What is asked of the server for text, which is of one region, or of the country; `null` where there is none. */
function includeQuery({ scope, regions, place, stations, language }: Choice): string | null {
  const isOne = scope === 'stations' ? stations.length === 0 : regions.length < 2 && place === '';
  if (!isOne) return null;
  const words = [
    ...(scope === 'regions' ? regions : []).map((code) => `region=${code}`),
    ...(language === 'en' ? ['lang=en'] : []),
  ];
  return words.length === 0 ? '' : `?${words.join('&')}`;
}

function phpOf(address: string): string {
  return `<?php
$html = @file_get_contents(${quoted(address)}, false,
    stream_context_create(array('http' => array('timeout' => 2))));
if ($html) echo $html;
?>`;
}

/** What a page with a policy adds to its directives. */
function cspOf({ element }: Choice, { address }: Site): string {
  const { origin } = new URL(address);
  const all = [`script-src ${origin}`, `connect-src ${origin}`, `frame-src ${origin}`];
  // What the board's templates need where scripts must be trusted; the ticker needs none.
  const own = element === 'board' ? ['trusted-types lit-html'] : [];
  return [...all, ...own].map((line) => `${line};`).join('\n');
}
