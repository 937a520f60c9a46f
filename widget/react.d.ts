import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { NalssiTickerEvents, NalssiTickerSettings } from './attributes.d.ts';
import type { NalssiTicker } from './index.ts';

// Types of `<nalssi-ticker>` for React 19, which sets properties of custom elements and listens to
// the event `name` where an attribute is called `onname`.

type Listeners = {
  [Name in keyof NalssiTickerEvents as `on${Name}`]?: (event: NalssiTickerEvents[Name]) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'nalssi-ticker': DetailedHTMLProps<HTMLAttributes<NalssiTicker>, NalssiTicker> &
        NalssiTickerSettings &
        Listeners;
    }
  }
}
