import type { NalssiTicker } from './index.ts';

// Types of `<nalssi-ticker>` for frameworks whose JSX looks into the global `JSX`. React's are in
// `react.d.ts`.

/** Attributes of `<nalssi-ticker>`, of which `controls`, `warnings`, `sun`
 * and `storage` are switches. */
export type NalssiTickerAttributes = Partial<
  Pick<
    NalssiTicker,
    | 'region'
    | 'stations'
    | 'feed'
    | 'speed'
    | 'label'
    | 'mode'
    | 'direction'
    | 'unit'
    | 'controls'
    | 'href'
    | 'fields'
    | 'warnings'
    | 'sun'
    | 'storage'
    | 'lang'
    | 'id'
    | 'hidden'
  >
> & {
  readonly class?: string;
  readonly className?: string;
  readonly children?: unknown;
  readonly key?: string | number;
  readonly ref?: unknown;
};

export interface NalssiElements {
  'nalssi-ticker': NalssiTickerAttributes;
}

declare global {
  namespace JSX {
    interface IntrinsicElements extends NalssiElements {}
  }
}
