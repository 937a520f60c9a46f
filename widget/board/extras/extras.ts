import { adopt } from '../adopt.ts';
import type { BoardExtras, BoardHost } from '../extension.ts';
import { readPlacesFile } from '../feed/places-file.ts';
import { styles } from './extras.styles.ts';
import { panelView } from './panel-view.ts';
import { searchView } from './search-view.ts';
import { readStationFile } from './station-file.ts';
import { ko } from './words-ko.ts';

/** What a board gets when a reader first searches for a place or chooses one. */
export function extra(host: BoardHost): BoardExtras {
  adopt(host.frame, styles);
  const words = () => host.words.extras ?? ko;
  return {
    search(query, { regions, words: { common } }) {
      const places = host.open('places.json', readPlacesFile).content?.places ?? [];
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
          words: words(),
        },
        moment,
        host.templates,
      );
    },
  };
}
