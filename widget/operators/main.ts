import { languageOf } from './language.ts';
import { NalssiOps } from './nalssi-ops.ts';
import { words } from './words.ts';

const page = new CSSStyleSheet();
page.replaceSync('body { margin: 0 }');

const language = languageOf(location.search, navigator.languages);
document.documentElement.lang = language;
document.title = words[language].title;
document.adoptedStyleSheets.push(page);
customElements.define('nalssi-ops', NalssiOps);
