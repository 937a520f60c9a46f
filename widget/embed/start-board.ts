import { define } from '../board/define.ts';
import { NalssiBoard } from '../board/nalssi-board.ts';
import { share } from '../board/shared.ts';
import type { BoardWords } from '../board/words.ts';
import { feedBaseOf } from './script-origin.ts';

/** Defines the board, with everything that it reads beside the script at this address. */
export function startBoard(script: string): void {
  // A script that stands in the page itself has no address.
  const beside = (name: string) => new URL(name, script || location.href).href;
  share();
  // Before define(): elements that are already on the page start in it.
  NalssiBoard.defaultFeed = feedBaseOf(script);
  NalssiBoard.mapsOf = () => beside('maps/');
  NalssiBoard.loadEnglish = async () => {
    const file: { readonly en: BoardWords } = await import(beside('nalssi-board-en.js'));
    return file.en;
  };
  NalssiBoard.loadOverview = () => import(beside('nalssi-board-overview.js'));
  NalssiBoard.loadAnswers = () => import(beside('nalssi-board-more.js'));
  NalssiBoard.loadExtras = () => import(beside('nalssi-board-extras.js'));
  define();
}
