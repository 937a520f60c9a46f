import type { Attributes } from './attributes.ts';
import type { Choice } from './choice.ts';
import { quoted, type Site, tagName, written } from './snippet-lines.ts';

// Lines for sites that bundle the package: from npm there is no script with an address, so the feed is named.

function importOf({ element }: Choice): string {
  return element === 'board'
    ? "import '@nalssi/widget/board/define';"
    : "import '@nalssi/widget/define';";
}

function withFeed(attributes: Attributes, { address }: Site): Attributes {
  return { ...attributes, feed: `${address}v1/` };
}

export function npmOf(choice: Choice, attributes: Attributes, site: Site): string {
  const settings = Object.entries(withFeed(attributes, site)).map(
    ([name, value]) => `element.setAttribute('${name}', ${quoted(value === true ? '' : value)});`,
  );
  const where = choice.element === 'board' ? 'aside' : 'header';
  return `${importOf(choice)}

const element = document.createElement('${tagName(choice)}');
${settings.join('\n')}
document.querySelector('${where}').append(element);`;
}

export function reactOf(choice: Choice, attributes: Attributes, site: Site): string {
  return `${importOf(choice)}
import type {} from '@nalssi/widget/react';

export function Weather() {
  return <${tagName(choice)}${written(withFeed(attributes, site))} />;
}`;
}

export function vueOf(choice: Choice, attributes: Attributes, site: Site): string {
  const tag = tagName(choice);
  return `<script setup>
${importOf(choice)}
</script>

<template>
  <${tag}${written(withFeed(attributes, site))}></${tag}>
</template>`;
}
