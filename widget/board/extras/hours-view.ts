import type { TemplateResult } from 'lit';
import { observedTime } from '../../format/time.ts';
import type { HoursModel, Templates } from '../extension.ts';

const pauseBars = 'M6 5h4v14H6zM14 5h4v14h-4z';
const playTriangle = 'M7 5v14l11-7z';

/** A slider over the hours, and a button that goes through them where the reader likes motion. */
export function hoursView(
  { hours, hour, now, words }: HoursModel,
  { isPlaying }: { readonly isPlaying: boolean },
  { html, nothing }: Templates,
): TemplateResult {
  const last = hours.length - 1;
  const at = hours[hour ?? last] ?? now;
  const text = hour === null ? words.now : observedTime(at, now, words.common);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return html`<div class="hours">
    ${
      isStill
        ? nothing
        : html`<button data-do="play" aria-label=${isPlaying ? words.pause : words.play}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d=${isPlaying ? pauseBars : playTriangle} />
            </svg>
          </button>`
    }
    <input
      type="range"
      name="hour"
      min="0"
      max=${last}
      .value=${String(hour ?? last)}
      aria-label=${words.hour}
      aria-valuetext=${text}
    />
    <span aria-hidden="true">${text}</span>
  </div>`;
}
