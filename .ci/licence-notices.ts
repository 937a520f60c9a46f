import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const root = join(import.meta.dirname, '..');

/** Beside every built script, also where it is served. */
export const noticesFile = 'THIRD-PARTY-LICENSES.txt';

/** A package that is part of a built script. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string;
  /** The licence as the package brings it. */
  readonly notice: string;
}

/** The packages that Lit comes in: what they are called is 20 B of a script, and one notice. */
const ofLit = /^(?:@lit\/|lit-)/;

/** The first line of a script: what it is made of, and where the notices stand. */
export function bannerOf(packages: readonly BundledPackage[]): string {
  const names = packages.map(
    ({ name, license }) => `${ofLit.test(name) ? 'Lit' : name} (${license})`,
  );
  const others = names.length > 0 ? ` with ${[...new Set(names)].join(', ')}` : '';
  return `/*! Nalssi (MIT)${others}: ${noticesFile} */`;
}

/** What the licences ask to go along with each copy: that of Nalssi, then those of `packages`. */
export function noticesOf(packages: readonly BundledPackage[]): string {
  const others = packages.map(({ name, version, license, notice }) => ({
    title: `${name} ${version} (${license})`,
    notice,
  }));
  const own = { title: 'Nalssi (MIT)', notice: readFileSync(join(root, 'LICENSE'), 'utf8') };
  return [own, ...others]
    .map(({ title, notice }) => `${title}\n${'-'.repeat(title.length)}\n\n${notice.trim()}\n`)
    .join('\n\n');
}

/** The packages that a file of notices speaks of. */
export function packagesIn(notices: string): Pick<BundledPackage, 'name' | 'version'>[] {
  return [...notices.matchAll(/^(\S+) (\d\S*) \(.+\)\n-+$/gm)].map(
    ([, name = '', version = '']) => ({ name, version }),
  );
}

/**
 * The packages below `node_modules` that modules belong to, in order of their names. Throws Error for
 * one that brings no licence.
 */
export function packagesOf(moduleIds: Iterable<string>): BundledPackage[] {
  const folders = new Set<string>();
  for (const id of moduleIds) {
    const folder = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders]
    .map(packageIn)
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

function packageIn(folder: string): BundledPackage {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) throw new Error(`${folder} is bundled, and is no package.`);
  const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8'));
  const [file] = globSync('{LICENSE,LICENCE,License,Licence,license,licence}*', { cwd: folder });
  if (file === undefined || typeof license !== 'string') {
    throw new Error(
      `${name} is bundled, and its package has no licence to pass on: do without it, or ask its authors for one.`,
    );
  }
  return { name, version, license, notice: readFileSync(join(folder, file), 'utf8') };
}

/** The packages with code in the outputs of a build. */
type Outputs = Readonly<
  Record<
    string,
    { type: string; modules?: Readonly<Record<string, { readonly renderedLength: number }>> }
  >
>;

function bundledIn(outputs: Outputs): BundledPackage[] {
  const modules = Object.values(outputs).flatMap((output) => Object.entries(output.modules ?? {}));
  return packagesOf(
    modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id),
  );
}

/**
 * Puts the banner above each script, after every minifier, and the notices beside it. `gathered` is
 * what earlier builds into the same folder have bundled: one file tells of all. `folder`: where the
 * scripts are below the output, with a slash at its end.
 */
export function licenceNotices(gathered = new Map<string, BundledPackage>(), folder = ''): Plugin {
  return {
    name: 'licence-notices',
    generateBundle: {
      order: 'post',
      handler(_, outputs) {
        for (const output of Object.values(outputs)) {
          if (output.type !== 'chunk') continue;
          const packages = bundledIn({ [output.fileName]: output });
          for (const one of packages) gathered.set(one.name, one);
          output.code = `${bannerOf(packages)}\n${output.code}`;
        }
        const all = [...gathered.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
        this.emitFile({
          type: 'asset',
          fileName: `${folder}${noticesFile}`,
          source: noticesOf(all),
        });
      },
    },
  };
}
