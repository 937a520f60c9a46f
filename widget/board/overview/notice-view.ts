import { observedTime } from '../../format/time.ts';
import { fill } from '../../format/words.ts';
import type { BoardMoment, Circumstances, Templates } from '../extension.ts';
import type { OverviewWords } from '../words.ts';

/** What is wrong; nothing where all is well. */
export function noticeView(
  { board, failure, isOld }: Circumstances,
  { now, words: { common } }: Pick<BoardMoment, 'now' | 'words'>,
  own: OverviewWords,
  { html, nothing }: Templates,
) {
  if (failure === null && !isOld && board?.status !== 'stale') return nothing;
  const said = board
    ? fill(own.stale, { time: observedTime(board.generatedAt, now, common) })
    : common.failed;
  return html`<p class="notice" role="status">
    ${said} <button data-retry>${own.retry}</button>
  </p>`;
}
