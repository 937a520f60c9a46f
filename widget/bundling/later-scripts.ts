import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { widget } from './folders.ts';

/** The scripts that are loaded later, by the source of each. */
const laterScripts: Readonly<Record<string, string>> = {
  'more/more.ts': '../dist/nalssi-more.js',
  'board/overview/overview.ts': '../dist/nalssi-board-overview.js',
  'board/answers/answers.ts': '../dist/nalssi-board-more.js',
  'board/extras/extras.ts': '../dist/nalssi-board-extras.js',
  'board/words-en.ts': '../dist/nalssi-board-en.js',
};
export const laterScript = (id: string) =>
  Object.entries(laterScripts).find(([source]) => id.endsWith(`/${source}`))?.[1];
export const isLater = (id: string) => laterScript(id) !== undefined;

/**
 * Where the package leads to the later scripts. Bundlers take the plain `import()`, Vite's build the
 * other: for a plain one it puts 550 B (brotli) of its own into the page, to preload what such a
 * module imports, which is nothing. webpack (from 5.10x on) and Rsbuild know `import.meta.env` too: they
 * copy the file for its `new URL()`, and must leave the `import()` of that address to the browser.
 */
export const leadToLater: Plugin = {
  name: 'lead-to-later',
  enforce: 'post',
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue;
      const later = file.imports.concat(file.dynamicImports);
      for (const script of Object.values(laterScripts).filter((one) => later.includes(one))) {
        const plain = `import("${script}")`;
        const asFile = `import(/* webpackIgnore: true */new URL("${script}",import.meta.url).href)`;
        if (!file.code.includes(plain)) this.error(`There is no ${plain} in ${file.fileName}.`);
        file.code = file.code.replace(plain, `(import.meta.env?.PROD?${asFile}:${plain})`);
      }
    }
  },
};

/** Modules that the first script of a board has, of which the later ones need no copy. */
const ofFirst = [
  'widget/feed/feed-time.ts',
  'widget/feed/plain-name.ts',
  'widget/format/time.ts',
  'widget/format/words.ts',
  'widget/ticker/page-document.ts',
  'widget/board/adopted.ts',
  'widget/board/last.ts',
  'widget/board/feed/envelope.ts',
  'widget/board/model/choice.ts',
  'widget/board/model/metrics.ts',
  'widget/board/model/regions.ts',
  'widget/board/model/rows.ts',
  'widget/board/model/scales.ts',
  'schemas/facts/region-words.ts',
].map((path) => join(dirname(widget), path));

const ofFirstScript = join(widget, 'embed/of-first.ts');

export const fromFirst: Plugin = {
  name: 'from-first',
  enforce: 'pre',
  async resolveId(source, importer) {
    const found = await this.resolve(source, importer, { skipSelf: true });
    return found && ofFirst.includes(realpathSync(found.id)) ? ofFirstScript : null;
  },
};
