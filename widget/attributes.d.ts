import type { ReactiveElement } from '@lit/reactive-element';
import type {
  NalssiErrorEvent,
  NalssiLoadEvent,
  NalssiSelectEvent,
  NalssiTicker,
  NalssiUpdateEvent,
} from './index.ts';

// What `<nalssi-ticker>` takes and tells, for the types of frameworks.

/** What can be set: all that the class adds to its base but methods, and what only can be read. */
export type NalssiTickerSettings = Partial<{
  [Name in Exclude<
    keyof NalssiTicker,
    keyof ReactiveElement | 'paused'
  > as NalssiTicker[Name] extends (...words: never[]) => unknown
    ? never
    : Name]: NalssiTicker[Name];
}>;

export interface NalssiTickerEvents {
  'nalssi-load': NalssiLoadEvent;
  'nalssi-update': NalssiUpdateEvent;
  'nalssi-error': NalssiErrorEvent;
  'nalssi-select': NalssiSelectEvent;
}
