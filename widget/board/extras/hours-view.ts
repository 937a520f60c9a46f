import { observedTime } from '../../format/time.ts';
import type { Templates } from '../extension.ts';
import type { BoardWords, ExtraWords } from '../words.ts';

const pauseBars = 'M6 5h4v14H6zM14 5h4v14h-4z';
const playTriangle = 'M7 5v14l11-7z';

export interface HoursModel {
  /** Beginnings of the hours, oldest first; milliseconds since the epoch. */
  readonly hours: readonly number[];
  /** The place of the one that is shown; `null` for now, which stands for the last. */
  readonly hour: number | null;
  readonly now: number;
  readonly isPlaying: boolean;
  readonly words: ExtraWords;
  readonly common: BoardWords['common'];
}

/** A slider over the hours, and a button that goes through them where the reader likes motion. */
export function hoursView(
  { hours, hour, now, isPlaying, words, common }: HoursModel,
  { html, nothing }: Templates,
) {
  const last = hours.length - 1;
  const text = hour === null ? words.now : observedTime(hours[hour] ?? now, now, common);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return html`${
    isStill
      ? nothing
      : html`<button data-do="play" aria-label=${isPlaying ? words.pause : words.play}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d=${isPlaying ? pauseBars : playTriangle} />
          </svg>
        </button>`
  }<input
      type="range"
      name="hour"
      min="0"
      max=${last}
      .value=${String(hour ?? last)}
      aria-label=${words.hour}
      aria-valuetext=${text}
    /><span aria-hidden="true">${text}</span>`;
}
