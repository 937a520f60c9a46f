/** The class and the types. Registers nothing: `@nalssi/widget/define` or `define()` does. */
export { NalssiErrorEvent } from './events/error-event.ts';
export { NalssiLoadEvent } from './events/load-event.ts';
export { NalssiUpdateEvent } from './events/update-event.ts';
export { FeedError, type FeedErrorReason } from './feed/feed-error.ts';
export { NalssiTicker } from './ticker/nalssi-ticker.ts';
