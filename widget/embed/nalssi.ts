import { define } from '../ticker/define.ts';
import { NalssiTicker } from '../ticker/nalssi-ticker.ts';
import { feedBaseOf } from './script-origin.ts';

// Before define(): elements that are already on the page start in it.
NalssiTicker.defaultFeed = feedBaseOf(import.meta.url);
define();
