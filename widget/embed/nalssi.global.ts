import { define } from '../ticker/define.ts';
import { NalssiTicker } from '../ticker/nalssi-ticker.ts';
import { feedBaseOf, moreOf } from './script-origin.ts';

// `currentScript` is only there while the script runs for the first time.
const script = document.currentScript;
const src = script instanceof HTMLScriptElement ? script.src : '';
NalssiTicker.defaultFeed = feedBaseOf(src);
// By its whole address: a classic script of another origin has none to start from.
NalssiTicker.loadMore = () => import(moreOf(src));
define();
