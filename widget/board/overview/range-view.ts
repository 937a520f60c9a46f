import type { BoardMoment, Templates } from '../extension.ts';
import type { Row } from '../model/rows.ts';
import { type DayValue, dayOf } from './day.ts';

/** The cell of the highest and the lowest temperature of a row's day, which may be over. */
export function rangeView(
  row: Row,
  isToday: boolean,
  { metrics, words }: Pick<BoardMoment, 'metrics' | 'words'>,
  { html }: Templates,
) {
  const { high, low } = dayOf(isToday ? row : { now: null });
  const text = (value: DayValue | null) => (value ? metrics.temperature.text(value.value) : '–');
  return high || low
    ? html`<td role="cell" class="range" title="${high?.at} / ${low?.at}">
        <span class="hot">${text(high)}</span> / <span class="cold">${text(low)}</span>
      </td>`
    : html`<td role="cell" class="range" aria-label=${words.missing}>–</td>`;
}
