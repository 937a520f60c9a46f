import type { Plugin } from 'vite';
import { unusedOfLit } from './unused-of-lit.ts';
import { unusedOfLitByBoard } from './unused-of-lit-by-board.ts';
import { unusedOfLitHtml } from './unused-of-lit-html.ts';

/** Takes what nobody uses out of the file of Lit with this name. */
const lessOf = (file: string, unused: typeof unusedOfLit): Plugin => ({
  name: `less-of-${file}`,
  transform(code, id) {
    if (!id.endsWith(`/${file}.js`)) return null;
    const left = unused.reduce((left, [unused, instead]) => {
      if (!left.includes(unused)) {
        this.error(`Lit has another version: look whether it still has ${unused}`);
      }
      return left.replace(unused, instead);
    }, code);
    // Lit asks for these two by their texts as well, so the minifier cannot shorten them.
    return left.replaceAll('elementProperties', 'litP').replaceAll('finalized', 'litF');
  },
});
export const lessOfLit = lessOf('reactive-element', unusedOfLit);

export const lessOfLitForBoard = lessOf('reactive-element', unusedOfLitByBoard);

export const lessOfTemplates = lessOf('lit-html', unusedOfLitHtml);
