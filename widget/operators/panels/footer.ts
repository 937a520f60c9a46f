import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import { fileNames } from '../feed/feed-files.ts';
import { fill, type View } from './view.ts';

/** Who made the observations, and the files themselves for whoever wants to see them raw. */
export function footer(base: string | null, { words, files }: View): TemplateResult {
  const { attribution } = files.health ?? {};
  const text =
    attribution === undefined ? '' : (words.attributions[attribution.text] ?? attribution.text);
  // Only web addresses: the feed is data, and data may not become script.
  const isWeb = /^https?:\/\//.test(attribution?.url ?? '');
  return html`<footer>
    ${
      attribution === undefined || !isWeb
        ? nothing
        : html`<p><a href=${attribution.url}>${fill(words.attribution, { text })}</a></p>`
    }
    ${
      base === null
        ? nothing
        : html`<p>
            ${words.files}:
            ${fileNames.map((name) => html`<a href="${base}${name}.json">${name}.json</a> `)}
          </p>`
    }
    <p>${words.otherPlaces} <code>deploy/STATES.md</code></p>
  </footer>`;
}
