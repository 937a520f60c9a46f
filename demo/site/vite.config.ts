import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { licenceNotices } from '../../.ci/licence-notices.ts';
import { encodeEucKr } from '../../test/upstream/euc-kr.ts';

const here = (page: string) => join(import.meta.dirname, page);

const papers = ['cheonan', 'siheung', 'seoul', 'daegu', 'sejong'];

/** A page that says it is EUC-KR is written so. */
const eucKr: Plugin = {
  name: 'euc-kr',
  enforce: 'post',
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
      const text = String(file.source);
      if (text.includes('charset=euc-kr')) file.source = encodeEucKr(text);
    }
  },
};

/** The configurator and the pages that show what was pasted, by relative addresses, for any host. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [eucKr, licenceNotices(undefined, 'site/')],
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
        ...Object.fromEntries(papers.map((paper) => [paper, here(`demo/${paper}/index.html`)])),
      },
      output: {
        entryFileNames: 'site/[name].js',
        chunkFileNames: 'site/[name].js',
        assetFileNames: 'site/[name][extname]',
      },
    },
  },
});
