import type { TemplateResult } from 'lit';
import { html, svg } from '../../element/html.ts';
import { kstTime } from '../../format/time.ts';
import { fill } from '../../format/words.ts';
import { hashOf, type Selection } from '../address.ts';
import type { HeldFiles } from '../feed/ops-client.ts';
import { ageText, isMoment, timeText } from '../format/times.ts';
import type { ListedStation } from '../model/feed-types.ts';
import type { Language, Words } from '../words.ts';

/** What every panel is made from. */
export interface View {
  readonly words: Words;
  readonly language: Language;
  /** The feed's now, milliseconds since the epoch. */
  readonly now: number;
  readonly files: HeldFiles;
  readonly stations: ReadonlyMap<string, ListedStation>;
  readonly selection: Selection;
}

/** How something is, in colour; the words beside it say the same. */
export type Tone = 'good' | 'warn' | 'bad' | 'calm';

const shapes = {
  good: svg`<circle cx="8" cy="8" r="7"/><path class="cut" d="M4.5 8.5l2.5 2.5 4.5-5.5"/>`,
  warn: svg`<path d="M8 1l7.5 14h-15z"/><path class="cut" d="M8 6v4.5M8 12.2v1.2"/>`,
  bad: svg`<path d="M5 1h6l4 4v6l-4 4h-6l-4-4v-6z"/><path class="cut" d="M5.5 5.5l5 5M10.5 5.5l-5 5"/>`,
  calm: svg`<circle class="ring" cx="8" cy="8" r="6"/>`,
} satisfies Record<Tone, unknown>;

/** A shape for each tone, so that colour is never all there is. */
export function icon(tone: Tone): TemplateResult {
  return html`<svg class="icon ${tone}" viewBox="0 0 16 16" aria-hidden="true">${shapes[tone]}</svg>`;
}

export function badge(tone: Tone, text: string): TemplateResult {
  return html`<span class="badge ${tone}">${icon(tone)}${text}</span>`;
}

/** A moment as text in a sentence: `07:00`. */
export function plainTime(time: string | number, { now, words }: View): string {
  return timeText(typeof time === 'number' ? time : Date.parse(time), now, words);
}

/** A moment with its age: `07:00 (38 min ago)`. */
export function moment(time: string | null | undefined, view: View): TemplateResult {
  const { now, words } = view;
  if (time === null || time === undefined) return html`<span class="faint">${words.none}</span>`;
  const at = Date.parse(time);
  if (!isMoment(at)) return html`<span class="alarming">${words.unreadable}</span>`;
  return html`<span class="moment"
    ><time datetime=${kstTime(at)}>${timeText(at, now, words)}</time>
    <span class="faint">${at <= now ? ageText(at, now, words) : ''}</span></span
  >`;
}

/** Name of a station in the page's language; its number where nothing lists it. */
function stationName(station: string, { stations, language }: View): string {
  return stations.get(station)?.name[language] ?? station;
}

/** A link that opens a station. */
export function stationLink(station: string, view: View): TemplateResult {
  const name = stationName(station, view);
  return html`<a href=${hashOf({ ...view.selection, station })}
    >${name}${name === station ? '' : html` <span class="number">${station}</span>`}</a
  >`;
}

/** A bar of shares, drawn only: a text beside it says the same. */
export function bar(parts: readonly (readonly [tone: string, share: number])[]): TemplateResult {
  let from = 0;
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="ground" width="100" height="8" />
    ${parts.map(([tone, part]) => {
      const x = from;
      // Counts of a feed may be anything.
      const share = Math.min(Math.max(part || 0, 0), 1);
      from += share * 100;
      return svg`<rect class=${tone} x=${x} width=${share * 100} height="8"/>`;
    })}
  </svg>`;
}

/** A table that scrolls by itself where the page is narrow, by keyboard too. */
export function scroller(label: string, table: TemplateResult, isTall = false): TemplateResult {
  return html`<div
    class="scroller ${isTall ? 'tall' : ''}"
    role="group"
    aria-label=${label}
    tabindex="0"
  >
    ${table}
  </div>`;
}

/** One panel of the page with its heading. */
export function panel(
  id: string,
  heading: string | TemplateResult,
  content: TemplateResult,
): TemplateResult {
  return html`<section class="panel" id=${id} aria-labelledby="${id}-heading">
    <h2 id="${id}-heading" tabindex="-1">${heading}</h2>
    ${content}
  </section>`;
}

/** In the place of a panel that could not be made from what the feed says. */
export function brokenPanel(error: unknown, words: Words): TemplateResult {
  return html`<section class="panel">
    <p class="alarming">${words.brokenPanel}</p>
    <p class="faint" lang="en">${String(error)}</p>
  </section>`;
}

export function list(parts: readonly string[], { and }: Words): string {
  return parts.join(and);
}

export { fill };
