import { defineConfig, type Plugin } from 'vite';

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

/** `vite build` makes the module, `vite build --mode classic` the classic script beside it. */
export default defineConfig(({ mode }) => {
  const classic = mode === 'classic';
  return {
    root: import.meta.dirname,
    plugins: [shortStyles],
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        // Of `lit` the ticker uses ReactiveElement and css; lit-html would come along for nothing.
        treeshake: { moduleSideEffects: (id) => !id.includes('/node_modules/') },
        input: `embed/${classic ? 'nalssi.global' : 'nalssi'}.ts`,
        output: {
          format: classic ? 'iife' : 'es',
          entryFileNames: classic ? 'nalssi.global.js' : 'nalssi.js',
          codeSplitting: false,
        },
      },
    },
  };
});
