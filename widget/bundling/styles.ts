import { join } from 'node:path';
import { transform as minifyStyles } from 'lightningcss';
import type { Plugin } from 'vite';
import { widget } from './folders.ts';

/** Style sheets are template strings, which no minifier of scripts touches. */
export const shortStyles: Plugin = {
  name: 'short-styles',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('.styles.ts')) return null;
    return code.replace(/css`([^`]*)`/g, (_, sheet: string) => {
      const { code: short } = minifyStyles({
        filename: id,
        code: Buffer.from(sheet),
        minify: true,
      });
      // Where they are texts no tag is needed; Lit's makes more of them.
      return /element\/css\.ts'/.test(code) ? JSON.stringify(String(short)) : `css\`${short}\``;
    });
  },
};

/** Constructable style sheets are all the ticker needs of what Lit can do with styles. */
export const plainStyles: Plugin = {
  name: 'plain-styles',
  enforce: 'pre',
  resolveId(source) {
    return source.endsWith('/css-tag.js') ? join(widget, 'embed/css-tag.ts') : null;
  },
};
