import { adoptIn } from '../adopted.ts';
import type { ReaderState } from '../answers/reader-state.ts';
import type { BoardExtras, BoardHost } from '../extension.ts';
import { ChosenPlace } from './chosen-place.ts';
import { styles } from './extras.styles.ts';
import { HourPlayer } from './hour-player.ts';
import { hoursView } from './hours-view.ts';
import { keyboard } from './keyboard.ts';
import { ownActions } from './own-actions.ts';
import { panelView } from './panel-view.ts';
import { pastRows } from './past.ts';
import { searchView } from './search-view.ts';
import { readStationFile } from './station-file.ts';
import { ko } from './words-ko.ts';

/** What a board gets when a reader first asks for more than it shows, and to find a `place`. */
export function extra(host: BoardHost, set: (changes: Partial<ReaderState>) => void): BoardExtras {
  adoptIn(host.frame, styles);
  const words = () => host.words.extras ?? ko;
  const chosen = new ChosenPlace(host);
  const player = new HourPlayer({
    showHour: (hour) => set({ hour }),
    requestUpdate: () => host.element.requestUpdate(),
  });
  return {
    place: () => chosen.found,
    act: ownActions({ host, set, chosen, player }),
    hours(hours, hour, { now, words: { common } }) {
      player.follow({ hours, hour });
      const { isPlaying } = player;
      return hoursView({ hours, hour, now, isPlaying, words: words(), common }, host.templates);
    },
    past: pastRows,
    press: keyboard(host, set),
    disconnected: () => player.stop(),
    search(query, { regions, words: { common } }) {
      const places = chosen.places;
      const { language } = common;
      return searchView({ query, places, regions, language, words: words() }, host.templates);
    },
    panel(row, moment) {
      const { content, failure } = host.open(`stations/${row.station}.json`, readStationFile);
      return panelView(
        {
          row,
          history: content?.history ?? null,
          elevation: content?.elevation ?? null,
          hasFailed: failure !== null,
          width: chartWidthOf(host.frame),
          words: words(),
        },
        moment,
        host.templates,
      );
    },
  };
}

/** What the map has, without the panel's padding. */
function chartWidthOf(frame: HTMLElement): number {
  return Math.max(240, (frame.querySelector('.chart, .side')?.clientWidth ?? 480) - 24);
}
