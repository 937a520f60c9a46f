import { join } from 'node:path';
import { defineConfig } from 'vite';

const here = (page: string) => join(import.meta.dirname, page);

/** The configurator and the pages that show what was pasted, by relative addresses, for any host. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  build: {
    target: 'es2022',
    outDir: join(import.meta.dirname, '../../widget/dist/site'),
    emptyOutDir: true,
    reportCompressedSize: false,
    // A page with `img-src 'self'` shows no picture that was turned into a data: address.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: {
        index: here('index.html'),
        preview: here('demo/preview/index.html'),
      },
      output: {
        entryFileNames: 'site/[name].js',
        chunkFileNames: 'site/[name].js',
        assetFileNames: 'site/[name][extname]',
      },
    },
  },
});
