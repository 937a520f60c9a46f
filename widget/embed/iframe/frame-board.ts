import '../nalssi-board.ts';
import { showFramed } from './framed.ts';

showFramed('nalssi-board', () => true);
