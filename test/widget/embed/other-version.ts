import { join } from 'node:path';
import type { Plugin } from 'vite';
import { builtScript, type HostFile } from './host-server.ts';

const widget = join(import.meta.dirname, '../../../widget');

/**
 * The scripts of another version, by path: built otherwise (not minified, with all of Lit), and
 * with the version in the label, so that a page shows which one is at work.
 */
export async function otherVersion(version: string): Promise<Readonly<Record<string, HostFile>>> {
  const labelled: Plugin = {
    name: 'label',
    enforce: 'pre',
    transform: (code, id) =>
      id.includes('/widget/format/')
        ? code.replace("label: '날씨'", `label: '날씨 ${version}'`)
        : null,
  };
  const [module, classic, more] = await Promise.all([
    builtScript(join(widget, 'embed/nalssi.ts'), 'es', [labelled]),
    builtScript(join(widget, 'embed/nalssi.global.ts'), 'iife', [labelled]),
    builtScript(join(widget, 'more/more.ts'), 'es', [labelled]),
  ]);
  const folder = `/w/${version}`;
  return {
    [`${folder}/nalssi.js`]: module,
    [`${folder}/nalssi.global.js`]: classic,
    [`${folder}/nalssi-more.js`]: more,
  };
}
