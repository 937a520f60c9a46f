import { pageDocument } from '../ticker/page-document.ts';
import { start } from './start.ts';

// `currentScript` is only there while the script runs for the first time.
// The script of a drawing (SVG) has no `src`.
start((pageDocument.currentScript as HTMLScriptElement | null)?.src ?? '');
