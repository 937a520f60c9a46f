import type { ReactiveElement } from '@lit/reactive-element';
import type { LitElement } from 'lit';
import type { BoardSelectEvent, NalssiBoard } from './board/index.ts';
import type {
  NalssiErrorEvent,
  NalssiLoadEvent,
  NalssiSelectEvent,
  NalssiTicker,
  NalssiUpdateEvent,
} from './index.ts';

// What `<nalssi-ticker>` and `<nalssi-board>` take and tell, for the types of frameworks.

/** What can be set: all that the class adds to its base but methods, and what only can be read. */
type Settings<Element, Fixed = never> = Partial<{
  [Name in Exclude<keyof Element, keyof ReactiveElement | Fixed> as Element[Name] extends (
    ...words: never[]
  ) => unknown
    ? never
    : Name]: Element[Name];
}>;

export type NalssiTickerSettings = Settings<NalssiTicker, 'paused'>;
export type NalssiBoardSettings = Settings<NalssiBoard, keyof LitElement>;

export interface NalssiTickerEvents {
  'nalssi-load': NalssiLoadEvent;
  'nalssi-update': NalssiUpdateEvent;
  'nalssi-error': NalssiErrorEvent;
  'nalssi-select': NalssiSelectEvent;
}

export interface NalssiBoardEvents {
  'nalssi-load': NalssiLoadEvent;
  'nalssi-update': NalssiUpdateEvent;
  'nalssi-error': NalssiErrorEvent;
  'nalssi-select': BoardSelectEvent;
}
