import { define } from '../ticker/define.ts';
import { NalssiTicker } from '../ticker/nalssi-ticker.ts';
import { feedBaseOf, moreOf } from './script-origin.ts';

// Before define(): elements that are already on the page start in it.
const script = import.meta.url;
NalssiTicker.defaultFeed = feedBaseOf(script);
NalssiTicker.loadMore = () => import(moreOf(script));
define();
