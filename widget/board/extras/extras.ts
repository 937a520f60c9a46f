import type { BoardExtension, ExtensionHost, Templates } from '../extension.ts';
import { HourPlayer } from './hour-player.ts';
import { hoursView } from './hours-view.ts';
import { searchView } from './search-view.ts';

/** What a board gets when a reader first asks for it. */
export function extendBoard(host: ExtensionHost, templates: Templates): BoardExtension {
  const player = new HourPlayer(host);
  return {
    hours(model) {
      player.follow(model);
      return hoursView(model, player, templates);
    },
    search: (model) => searchView(model, templates),
    act(action) {
      if (action === 'play') player.toggle();
    },
    disconnected() {
      player.stop();
    },
  };
}
