import { start } from './start.ts';

// `currentScript` is only there while the script runs for the first time. Not by its name on the
// document, where an image of that name hides it.
const script: unknown = Reflect.get(Document.prototype, 'currentScript', document);
start(script instanceof HTMLScriptElement ? script.src : '');
