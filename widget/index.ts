import { NalssiTicker } from './ticker/nalssi-ticker.ts';

/** The class and the types. Registers nothing: `@nalssi/widget/define` does. */
export { NalssiErrorEvent } from './events/error-event.ts';
export { NalssiLoadEvent } from './events/load-event.ts';
export { NalssiSelectEvent } from './events/select-event.ts';
export { NalssiUpdateEvent } from './events/update-event.ts';
export { FeedError, type FeedErrorReason } from './feed/feed-error.ts';
export type { Observation, Timed } from './feed/ticker-snapshot.ts';
export { NalssiTicker };

// Bundlers make a file of their own of it.
NalssiTicker.loadMore = () => import('./more/more.ts');

// Lit warns in development of updates during updates. Whether there is a button can only be known
// once the list has been measured.
NalssiTicker.disableWarning?.('change-in-update');
