import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type {
  NalssiBoardEvents,
  NalssiBoardSettings,
  NalssiTickerEvents,
  NalssiTickerSettings,
} from './attributes.d.ts';
import type { NalssiBoard } from './board/index.ts';
import type { NalssiTicker } from './index.ts';

// Types of `<nalssi-ticker>` and `<nalssi-board>` for React 19, which sets properties of custom elements
// and listens to the event `name` where an attribute is called `onname`.

type Listeners<Events> = {
  [Name in keyof Events as `on${Name & string}`]?: (event: Events[Name]) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'nalssi-ticker': DetailedHTMLProps<HTMLAttributes<NalssiTicker>, NalssiTicker> &
        NalssiTickerSettings &
        Listeners<NalssiTickerEvents>;
      'nalssi-board': DetailedHTMLProps<HTMLAttributes<NalssiBoard>, NalssiBoard> &
        NalssiBoardSettings &
        Listeners<NalssiBoardEvents>;
    }
  }
}
