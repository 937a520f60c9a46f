import { define } from '../board/define.ts';
import { NalssiBoard } from '../board/nalssi-board.ts';
import { feedBaseOf } from './script-origin.ts';

// Before define(): elements that are already on the page start in it.
NalssiBoard.defaultFeed = feedBaseOf(import.meta.url);
NalssiBoard.maps = new URL('maps/', import.meta.url).href;
define();
