import { nothing } from 'lit';
import { html } from '../../element/html.ts';
import type { BoardWords } from '../words.ts';

/** What it is of, when it was observed, and of how many places; `said` is empty before that is known. */
export function headView(title: string, said: string, isReplay: boolean, words: BoardWords) {
  return html`<header>
    <h2>${title}</h2>
    <p>${isReplay ? html`<span class="badge">${words.common.replay}</span> ` : nothing}${said}</p>
  </header>`;
}

/** What is in the place of the map, which has the same class and part, until that is there. */
export const mapRoom = (proportion: number) =>
  html`<div part="map" class="map" .style=${`--proportion:${proportion}`}></div>`;

/** The same of the extremes. */
export const extremesRoom = () =>
  html`<div class="extremes"><div></div><div></div><div></div><div></div></div>`;

/** The same of the table. */
export const tableRoom = () => html`<div class="room"></div>`;
