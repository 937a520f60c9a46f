import { join } from 'node:path';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';

/** Style sheets are template strings, which no minifier touches: takes their indentation out. */
const shortStyles: Plugin = {
  name: 'short-styles',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('.styles.ts')) return null;
    return code.replace(/css`[^`]*`/g, (sheet) =>
      sheet
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,>]) ?/g, '$1')
        .replace(/([:(]) | (?=\)|!)/g, '$1')
        .replace(/;}/g, '}'),
    );
  },
};

/** Constructable style sheets are all the ticker needs of what Lit can do with styles. */
const plainStyles: Plugin = {
  name: 'plain-styles',
  enforce: 'pre',
  resolveId(source) {
    return source.endsWith('/css-tag.js') ? join(import.meta.dirname, 'embed/css-tag.ts') : null;
  },
};

/** Makes the file `name` of `entry`, and nothing beside it. */
function bundle(entry: string, name: string, format: 'es' | 'iife'): UserConfig {
  return {
    root: import.meta.dirname,
    plugins: [shortStyles, plainStyles],
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        // Of `lit` the ticker uses ReactiveElement and css; lit-html would come along for nothing.
        treeshake: { moduleSideEffects: (id) => !id.includes('/node_modules/') },
        input: entry,
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: name, codeSplitting: false },
      },
    },
  };
}

/** `vite build` makes the two modules, `vite build --mode classic` the classic script. */
export default defineConfig(async ({ mode }) => {
  if (mode === 'classic') return bundle('embed/nalssi.global.ts', 'nalssi.global.js', 'iife');
  await build({
    ...bundle('more/more.ts', 'nalssi-more.js', 'es'),
    configFile: false,
    logLevel: 'warn',
  });
  return bundle('embed/nalssi.ts', 'nalssi.js', 'es');
});
