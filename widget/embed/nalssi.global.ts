import { define } from '../ticker/define.ts';
import { NalssiTicker } from '../ticker/nalssi-ticker.ts';
import { feedBaseOf } from './script-origin.ts';

// `currentScript` is only there while the script runs for the first time.
const script = document.currentScript;
NalssiTicker.defaultFeed = feedBaseOf(script instanceof HTMLScriptElement ? script.src : undefined);
define();
