import { regionCodes, regionNames, shortRegionName } from '@nalssi/schemas/facts';
import type { Attributes } from './attributes.ts';
import type { Choice } from './choice.ts';

/** Where the product is found, and what is known of its frozen scripts. */
export interface Site {
  /** With a slash at the end: `https://weather.example.com/`. */
  readonly address: string;
  /** `null` where nobody could tell: then nothing can be pinned. */
  readonly frozen: {
    readonly version: string;
    /** By name of the file: `sha384-…`. */
    readonly integrity: Readonly<Record<string, string>>;
  } | null;
}

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
  | { readonly form: Form; readonly code: null; readonly why: 'board' | 'one-region' };

/** All forms of a choice. */
export function snippetsOf(choice: Choice, attributes: Attributes, site: Site): Snippet[] {
  const writers: Readonly<Record<Form, () => string | 'board' | 'one-region'>> = {
    module: () =>
      `${styleOf(choice)}\n${scriptOf(choice, site, 'module')}\n${tagOf(choice, attributes)}`,
    classic: () =>
      choice.element === 'board'
        ? 'board'
        : `${styleOf(choice)}\n${scriptOf(choice, site, 'classic')}\n${tagOf(choice, attributes)}`,
    frame: () => (choice.element === 'board' ? 'board' : frameOf(attributes, site)),
    link: () => (choice.element === 'board' ? 'board' : linkOf(choice, attributes, site)),
    oembed: () => (choice.element === 'board' ? 'board' : frameAddress(attributes, site)),
    ssi: () =>
      includeOf(choice, (query) => `<!--#include virtual="/v1/embed/ticker.html${query}" -->`),
    php: () => includeOf(choice, (query) => phpOf(`${site.address}v1/embed/ticker.html${query}`)),
    npm: () => npmOf(choice, attributes, site),
    react: () => reactOf(choice, attributes, site),
    vue: () => vueOf(choice, attributes, site),
    css: () => cssOf(choice),
    csp: () => cspOf(choice, site),
  };
  return forms.map((form) => {
    const code = writers[form]();
    return code === 'board' || code === 'one-region'
      ? { form, code: null, why: code }
      : { form, code };
  });
}

const homeOfKma = 'https://www.weather.go.kr';

function tagName({ element }: Choice): string {
  return `nalssi-${element}`;
}

/** `충남 날씨`: what stands there before the script, and without it. */
function titleOf({ place, region }: Attributes, { language }: Choice): string {
  if (language === 'en') return 'Weather';
  return `${place ?? region ?? '전국'} 날씨`;
}

function tagOf(choice: Choice, attributes: Attributes): string {
  const tag = tagName(choice);
  return `<${tag}${written(attributes)}>
  <a href="${homeOfKma}">${escapeHtml(titleOf(attributes, choice))}</a>
</${tag}>`;
}

function written(attributes: Attributes, prefix = ''): string {
  return Object.entries(attributes)
    .map(([name, value]) =>
      value === true ? ` ${prefix}${name}` : ` ${prefix}${name}="${escapeHtml(value)}"`,
    )
    .join('');
}

function scriptOf(choice: Choice, site: Site, kind: 'module' | 'classic'): string {
  const name = kind === 'classic' ? 'nalssi.global.js' : scriptName(choice);
  const { url, integrity } = addressOf(name, choice, site);
  const pinned =
    integrity === null ? '' : `\n        integrity="${integrity}" crossorigin="anonymous"`;
  return kind === 'module'
    ? `<script type="module" async src="${url}"${pinned}></script>`
    : `<script async src="${url}"${pinned}></script>`;
}

function scriptName({ element }: Choice): string {
  return element === 'board' ? 'nalssi-board.js' : 'nalssi.js';
}

function addressOf(name: string, { address }: Choice, site: Site) {
  const integrity = site.frozen?.integrity[name];
  if (address === 'floating' || site.frozen === null || integrity === undefined) {
    return { url: `${site.address}w/1/${name}`, integrity: null };
  }
  return { url: `${site.address}w/${site.frozen.version}/${name}`, integrity };
}

/** Keeps the space until the element is there. */
function cssOf(choice: Choice): string {
  const tag = tagName(choice);
  return choice.element === 'board'
    ? `${tag}:not(:defined) { display: block; min-height: 480px; }`
    : `${tag}:not(:defined) { display: block; height: 40px; overflow: hidden; }`;
}

function styleOf(choice: Choice): string {
  return `<style>${cssOf(choice)}</style>`;
}

function frameAddress(attributes: Attributes, { address }: Site): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(attributes)) {
    query.set(name, value === true ? '' : value);
  }
  const text = query
    .toString()
    .replaceAll('+', '%20')
    .replace(/=(?=&|$)/g, '');
  return `${address}w/1/frame.html${text === '' ? '' : `?${text}`}`;
}

function frameOf(attributes: Attributes, site: Site): string {
  const title = attributes['lang'] === 'en' ? 'Weather' : '날씨';
  return `<iframe src="${escapeHtml(frameAddress(attributes, site))}"
        title="${title}" width="100%" height="40" frameborder="0" scrolling="no"
        sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}

function linkOf(choice: Choice, attributes: Attributes, site: Site): string {
  const { lang, ...own } = attributes;
  const spoken = lang === undefined ? '' : ` lang="${lang}"`;
  return `${scriptOf(choice, site, 'module')}
<a class="nalssi-ticker"${written(own, 'data-')}${spoken} href="${homeOfKma}">${escapeHtml(titleOf(attributes, choice))}</a>`;
}

/** The text from the server is of one region, or of the country. */
function includeOf(
  { element, regions, place, language }: Choice,
  write: (query: string) => string,
): string {
  if (element === 'board') return 'board';
  if (regions.length > 1 || place !== '') return 'one-region';
  const words = [
    ...regions.map((code) => `region=${code}`),
    ...(language === 'en' ? ['lang=en'] : []),
  ];
  return write(words.length === 0 ? '' : `?${words.join('&')}`);
}

function phpOf(address: string): string {
  return `<?php
$html = @file_get_contents('${address}', false,
    stream_context_create(array('http' => array('timeout' => 2))));
if ($html) echo $html;
?>`;
}

function importOf({ element }: Choice): string {
  return element === 'board'
    ? "import '@nalssi/widget/dist/nalssi-board.js';"
    : "import '@nalssi/widget/define';";
}

function withFeed(attributes: Attributes, { address }: Site): Attributes {
  return { ...attributes, feed: `${address}v1/` };
}

function npmOf(choice: Choice, attributes: Attributes, site: Site): string {
  const tag = tagName(choice);
  const settings = Object.entries(withFeed(attributes, site)).map(
    ([name, value]) => `element.setAttribute('${name}', '${value === true ? '' : value}');`,
  );
  return `${importOf(choice)}

const element = document.createElement('${tag}');
${settings.join('\n')}
document.querySelector('header').append(element);`;
}

function reactOf(choice: Choice, attributes: Attributes, site: Site): string {
  const types = choice.element === 'board' ? '' : "import type {} from '@nalssi/widget/react';\n";
  return `${importOf(choice)}
${types}
export function Weather() {
  return <${tagName(choice)}${written(withFeed(attributes, site))} />;
}`;
}

function vueOf(choice: Choice, attributes: Attributes, site: Site): string {
  const tag = tagName(choice);
  return `<script setup>
${importOf(choice)}
</script>

<template>
  <${tag}${written(withFeed(attributes, site))}></${tag}>
</template>`;
}

/** What a page with a policy adds to its directives. */
function cspOf({ element }: Choice, { address }: Site): string {
  const { origin } = new URL(address);
  const all = [`script-src ${origin}`, `connect-src ${origin}`];
  // What the board's templates need where scripts must be trusted; the ticker needs none.
  const own = element === 'board' ? ['trusted-types lit-html'] : [`frame-src ${origin}`];
  return [...all, ...own].map((line) => `${line};`).join('\n');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Names of a region for people: `충남`, `Chungnam`. */
export const regionLabels = regionCodes.map((code) => ({
  code,
  short: shortRegionName(code),
  full: regionNames[code],
}));
