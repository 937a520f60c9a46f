import { css } from 'lit';
import { languageOf } from './language.ts';
import { NalssiOps } from './nalssi-ops.ts';
import { words } from './words.ts';

const page = css`
  body {
    margin: 0;
  }
`;

const language = languageOf(location.search, navigator.languages);
document.documentElement.lang = language;
document.title = words[language].title;
if (page.styleSheet !== undefined) document.adoptedStyleSheets.push(page.styleSheet);
customElements.define('nalssi-ops', NalssiOps);
