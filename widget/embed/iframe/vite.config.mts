import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** What is served as it is written. */
const page: Plugin = {
  name: 'frame-page',
  generateBundle() {
    for (const fileName of ['frame.html', 'frame.css']) {
      const source = readFileSync(join(import.meta.dirname, fileName), 'utf8');
      this.emitFile({ type: 'asset', fileName, source });
    }
  },
};

/** Builds the page for frames beside the module, which it loads: the two share one download. */
// biome-ignore lint/style/noDefaultExport: Vite takes its configuration from there.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [page],
  build: {
    target: 'es2022',
    outDir: join(import.meta.dirname, '../../dist'),
    emptyOutDir: false,
    reportCompressedSize: false,
    modulePreload: false,
    rolldownOptions: {
      input: join(import.meta.dirname, 'frame.ts'),
      external: (id) => id.endsWith('/nalssi.ts'),
      output: {
        format: 'es',
        entryFileNames: 'frame.js',
        paths: (id) => (id.endsWith('nalssi.ts') ? './nalssi.js' : id),
      },
    },
  },
});
