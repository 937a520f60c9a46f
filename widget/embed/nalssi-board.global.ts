import { pageDocument } from '../ticker/page-document.ts';
import { startBoard } from './start-board.ts';

// `currentScript` is only there while the script runs for the first time.
startBoard((pageDocument.currentScript as HTMLScriptElement | null)?.src ?? '');
