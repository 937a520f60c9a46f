import { startBoard } from './start-board.ts';

startBoard(import.meta.url);
