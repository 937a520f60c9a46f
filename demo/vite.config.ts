import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Builds the ops page: one page, one script, one icon, by relative addresses, for any folder. */
export default defineConfig({
  root: join(import.meta.dirname, 'ops'),
  base: './',
  // Lit's small build, also where NODE_ENV says `test`.
  resolve: { conditions: ['production', 'module', 'browser'] },
  build: {
    target: 'es2022',
    outDir: join(import.meta.dirname, 'dist/ops'),
    emptyOutDir: false,
    reportCompressedSize: false,
    // A page with `img-src 'self'` shows no icon that was turned into a data: address.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      output: {
        entryFileNames: 'ops.js',
        assetFileNames: '[name][extname]',
        codeSplitting: false,
      },
    },
  },
});
