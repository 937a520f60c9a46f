import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type {
  NalssiBoardEvents,
  NalssiBoardSettings,
  NalssiTickerEvents,
  NalssiTickerSettings,
} from './attributes.d.ts';
import type { NalssiBoard } from './board/index.ts';
import type { NalssiTicker } from './index.ts';

// Types of `<nalssi-ticker>` and `<nalssi-board>` for templates of Vue 3.5 or later.

type InTemplates<Settings, Events> = {
  /** For templates only: an element has no such property. */
  $props: Settings & HTMLAttributes & PublicProps;
  /** For templates only: an element has no such method. */
  $emit: EmitFn<{ [Name in keyof Events]: (event: Events[Name]) => void }>;
};

declare module 'vue' {
  interface GlobalComponents {
    'nalssi-ticker': new () => NalssiTicker & InTemplates<NalssiTickerSettings, NalssiTickerEvents>;
    'nalssi-board': new () => NalssiBoard & InTemplates<NalssiBoardSettings, NalssiBoardEvents>;
  }
}
