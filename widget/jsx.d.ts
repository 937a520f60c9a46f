import type { NalssiTickerSettings } from './attributes.d.ts';

// Types of `<nalssi-ticker>` for frameworks whose JSX looks into the global `JSX`. React's are in
// `react.d.ts`.

/** Attributes of `<nalssi-ticker>`, of which the booleans are switches. */
export type NalssiTickerAttributes = NalssiTickerSettings & {
  readonly lang?: string;
  readonly id?: string;
  readonly hidden?: boolean;
  readonly class?: string;
  readonly children?: unknown;
  readonly key?: string | number;
  readonly ref?: unknown;
};

declare global {
  namespace JSX {
    interface IntrinsicElements {
      'nalssi-ticker': NalssiTickerAttributes;
    }
  }
}
