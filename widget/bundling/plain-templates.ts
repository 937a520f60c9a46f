import { join } from 'node:path';
import type { Plugin } from 'vite';
import { widget } from './folders.ts';

/** Lit's own templates for the board: those of `unusedOfLitHtml` do what ours add to them. */
export const plainTemplates: Plugin = {
  name: 'plain-templates',
  enforce: 'pre',
  resolveId(source) {
    return source.endsWith('/element/html.ts') ? join(widget, 'embed/html.ts') : null;
  },
};
