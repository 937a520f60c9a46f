import type { TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import type { Words } from '../words.ts';
import { fill, icon } from './view.ts';

/**
 * Says whose feed is shown when it is not that of the server the page came from: a link can make
 * the page show any feed. The origin is as the browser goes by it, so that no letter looks like
 * another.
 */
export function foreignBand(origin: string, { foreign }: Words): TemplateResult {
  return html`<div class="foreign-band" role="alert">
    ${icon('warn')}
    <p>
      <strong>${fill(foreign.what, { origin })}</strong>
      ${foreign.note} <a href="?">${foreign.own}</a>
    </p>
  </div>`;
}
