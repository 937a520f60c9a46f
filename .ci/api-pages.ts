import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installByLock, isInstalled } from './install-by-lock.ts';
import { packBuild } from './pack-build.ts';

// The last part of `npm run docs`: the pages of what the three packages export, by TypeDoc, for people who
// write code with them. `nalssi serve` and `nalssi export` have them at /api/ then.

const folder = join(import.meta.dirname, 'api-pages');
const typedoc = join(folder, 'node_modules/typedoc/bin/typedoc');

export const isTypeDocThere = () => isInstalled(folder);

/** TypeDoc reads TypeScript 6 at most (0.28), so it and that are a package of its own. Throws where npm fails. */
export function installTypeDoc(): void {
  if (isTypeDocThere()) return;
  console.log('Installing TypeDoc, about 46 MB on disk …');
  installByLock(folder);
}

/** Writes the pages into a folder, whatever was there. Throws where a docstring leads nowhere. */
export function writeApiPages(target: string): void {
  rmSync(target, { recursive: true, force: true });
  const words = ['--options', join(folder, 'typedoc.json'), '--out', target, '--logLevel', 'Warn'];
  execFileSync(process.execPath, [typedoc, ...words], { stdio: 'inherit' });
  for (const name of globSync('**/*.html', { cwd: target })) {
    const page = join(target, name);
    writeFileSync(page, withoutScripts(readFileSync(page, 'utf8')));
  }
}

/** Theirs remembers a theme before the page is drawn, and the policy of the site runs none that stands in a page. */
function withoutScripts(page: string): string {
  return page.replace(/<script>.*?<\/script>/gs, '');
}

if (import.meta.main) {
  installTypeDoc();
  const target = join(import.meta.dirname, '../widget/dist/api');
  writeApiPages(target);
  await packBuild(target);
  console.log('The pages are in widget/dist/api: npm start has them at /api/.');
}
