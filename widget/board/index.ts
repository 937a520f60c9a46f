import { NalssiBoard } from './nalssi-board.ts';
import { share } from './shared.ts';

/** The class and the types. Registers nothing: `@nalssi/widget/board/define` does. */
export { NalssiErrorEvent } from '../events/error-event.ts';
export { NalssiLoadEvent } from '../events/load-event.ts';
export { NalssiUpdateEvent } from '../events/update-event.ts';
export { FeedError, type FeedErrorReason } from '../feed/feed-error.ts';
export { BoardSelectEvent } from './select-event.ts';
export { NalssiBoard };

// Bundlers make a file of their own of each: those of the build, which have what they share of this one.
NalssiBoard.loadOverview = () => {
  share();
  return import('./overview/overview.ts');
};
NalssiBoard.loadAnswers = () => import('./answers/answers.ts');
NalssiBoard.loadExtras = () => import('./extras/extras.ts');
NalssiBoard.loadEnglish = async () => (await import('./words-en.ts')).en;

// A package has no address to find maps beside; the site that publishes the feed has them.
NalssiBoard.mapsOf = (feed) => new URL('../w/1/maps/', feed).href;
