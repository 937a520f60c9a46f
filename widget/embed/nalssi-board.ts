import { define } from '../board/define.ts';
import { NalssiBoard } from '../board/nalssi-board.ts';
import type { BoardWords } from '../board/words.ts';
import { feedBaseOf } from './script-origin.ts';

const script = import.meta.url;
// Before define(): elements that are already on the page start in it.
NalssiBoard.defaultFeed = feedBaseOf(script);
NalssiBoard.maps = new URL('maps/', script).href;
NalssiBoard.loadEnglish = async () => {
  const file: { readonly en: BoardWords } = await import(
    new URL('nalssi-board-en.js', script).href
  );
  return file.en;
};
NalssiBoard.loadAnswers = () => import(new URL('nalssi-board-more.js', script).href);
NalssiBoard.loadExtras = () => import(new URL('nalssi-board-extras.js', script).href);
define();
