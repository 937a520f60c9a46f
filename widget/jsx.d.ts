import type { NalssiBoardSettings, NalssiTickerSettings } from './attributes.d.ts';

// Types of `<nalssi-ticker>` and `<nalssi-board>` for frameworks whose JSX looks into the global `JSX`. React's are in
// `react.d.ts`.

interface CommonAttributes {
  readonly lang?: string;
  readonly id?: string;
  readonly hidden?: boolean;
  readonly class?: string;
  readonly children?: unknown;
  readonly key?: string | number;
  readonly ref?: unknown;
}

/** Attributes of `<nalssi-ticker>`, of which the booleans are switches. */
export type NalssiTickerAttributes = NalssiTickerSettings & CommonAttributes;

/** Attributes of `<nalssi-board>`. */
export type NalssiBoardAttributes = NalssiBoardSettings & CommonAttributes;

declare global {
  namespace JSX {
    interface IntrinsicElements {
      'nalssi-ticker': NalssiTickerAttributes;
      'nalssi-board': NalssiBoardAttributes;
    }
  }
}
