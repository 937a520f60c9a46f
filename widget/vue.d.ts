import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { NalssiTickerEvents, NalssiTickerSettings } from './attributes.d.ts';
import type { NalssiTicker } from './index.ts';

// Types of `<nalssi-ticker>` for templates of Vue 3.5 or later.

declare module 'vue' {
  interface GlobalComponents {
    'nalssi-ticker': new () => NalssiTicker & {
      /** For templates only: an element has no such property. */
      $props: NalssiTickerSettings & HTMLAttributes & PublicProps;
      /** For templates only: an element has no such method. */
      $emit: EmitFn<{
        [Name in keyof NalssiTickerEvents]: (event: NalssiTickerEvents[Name]) => void;
      }>;
    };
  }
}
