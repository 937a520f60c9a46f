import { pageDocument } from '../ticker/page-document.ts';
import { start } from './start.ts';

// `currentScript` is only there while the script runs for the first time.
const script = pageDocument.currentScript;
start(script instanceof HTMLScriptElement ? script.src : '');
