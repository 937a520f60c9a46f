import { execFileSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { codingSuffixes } from '../collector/publish/encode.ts';
import { declarationsOf } from './feed-types.ts';
import { noticesFile, packagesIn } from './licence-notices.ts';
import { sbomOf } from './sbom.ts';

// `npm run package`: what is published to npm, in `dist/`, one folder a package: JavaScript and its
// declarations instead of TypeScript, and a package.json that leads to them; beside it what the
// package is made of and needs, `nalssi-NAME-VERSION.cdx.json`. That of the workspace
// leads to the sources, which Node runs in the repository without a build, but in no package.

const root = dirname(import.meta.dirname);

export type PackageName = 'schemas' | 'collector' | 'widget';

interface Workspace {
  readonly name: PackageName;
  /** What goes along as it is. */
  readonly files: readonly string[];
  /** Folders of tools and entries that are for the repository alone. */
  readonly without: readonly string[];
  /**
   * Entries that bundlers get as the build made them, in `bundle/`; servers take what the compiler makes.
   */
  readonly bundled?: Readonly<Record<string, string>>;
  /**
   * What the declarations for frameworks import, where the site has it. Not in the package.json of
   * the workspace: there npm would keep it when it prunes what is for developers.
   */
  readonly optionalPeers?: Readonly<Record<string, string>>;
}

/** For `globSync`: a file, and its compressed forms beside it. */
const packed = `{,${Object.values(codingSuffixes).join(',')}}`;

const workspaces: readonly Workspace[] = [
  { name: 'schemas', files: ['README.md'], without: [] },
  {
    name: 'collector',
    files: [
      'README.md',
      'sources/*/README.md',
      'publish/README.md',
      'deploy/*.{md,yml,json,service,conf,installed}',
      'deploy/Caddyfile',
    ],
    without: [],
  },
  {
    name: 'widget',
    files: [
      'README.md',
      'board/README.md',
      'PRIVACY.md',
      'custom-elements.json',
      '*.d.ts',
      `dist/*.{js,html,css,txt}${packed}`,
      `dist/{operators,site}/**/*.{js,html,css,svg,txt}${packed}`,
      `dist/maps/*.json${packed}`,
      'bundle/*.{js,txt}',
    ],
    without: ['embed'],
    bundled: {
      '.': 'index',
      './define': 'define',
      './feed': 'feed',
      './board': 'board',
      './board/define': 'board-define',
    },
    optionalPeers: { '@types/react': '>=19', vue: '>=3.5' },
  },
];

/** Makes packages in `directory`, one folder each. The scripts of the widget must be built. */
export function makePackages(directory: string, names?: readonly PackageName[]): void {
  rmSync(directory, { recursive: true, force: true });
  for (const workspace of workspaces) {
    if (names?.includes(workspace.name) === false) continue;
    makePackage(workspace, join(directory, workspace.name));
    writeSbom(workspace.name, directory);
  }
}

function writeSbom(name: PackageName, directory: string): void {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const notices = globSync(`${name}/**/${noticesFile}`, { cwd: directory });
  const bundled = notices.flatMap((file) =>
    packagesIn(readFileSync(join(directory, file), 'utf8')),
  );
  const file = `nalssi-${name}-${packages[name].version}.cdx.json`;
  writeFileSync(join(directory, file), sbomOf(name, packages, bundled));
}

function makePackage(workspace: Workspace, target: string): void {
  const { name, files, without } = workspace;
  const source = join(root, name);
  mkdirSync(target, { recursive: true });
  compile(source, target);
  for (const pattern of without) {
    for (const path of globSync(pattern, { cwd: target })) {
      rmSync(join(target, path), { recursive: true });
    }
  }
  for (const pattern of files) {
    const paths = globSync(pattern, { cwd: source });
    if (paths.length === 0) throw new Error(`There is no ${name}/${pattern}: run npm run build.`);
    for (const path of paths) cpSync(join(source, path), join(target, path));
  }
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
  for (const path of globSync('**/*.d.ts', { cwd: target })) leadToJavaScript(join(target, path));
  if (name === 'widget') {
    takeFacts(target);
    writeOutFeedTypes(target);
  }
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  writeFileSync(
    join(target, 'package.json'),
    `${JSON.stringify(published(manifest, workspace), null, 2)}\n`,
  );
}

function compile(source: string, target: string): void {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', 'false', '--declaration', '--rewriteRelativeImportExtensions'];
  const paths = ['--rootDir', source, '--outDir', target];
  execFileSync(process.execPath, [tsc, '-p', source, ...options, ...paths], { stdio: 'inherit' });
}

/** The compiler leaves the specifiers in declarations as they are in the sources. */
function leadToJavaScript(file: string): void {
  const text = readFileSync(file, 'utf8');
  const specifiers = /((?:from|import|import\() ?')(\.[^']*?)(?:\.d)?\.ts'/g;
  writeFileSync(file, text.replace(specifiers, "$1$2.js'"));
}

/** The facts go along, built, and the widget's own files lead to them. */
function takeFacts(target: string): void {
  const schemas = mkdtempSync(join(tmpdir(), 'nalssi-schemas-'));
  try {
    compile(join(root, 'schemas'), schemas);
    // What KMA's words mean is for those alone who read KMA.
    const files = globSync('facts/*.{js,d.ts}', { cwd: schemas }).filter(
      (path) => !path.includes('kma-words'),
    );
    for (const path of files) cpSync(join(schemas, path), join(target, path));
  } finally {
    rmSync(schemas, { recursive: true });
  }
  for (const path of globSync('facts/*.d.ts', { cwd: target }))
    leadToJavaScript(join(target, path));
  for (const path of globSync('{*,!(dist|bundle)/**/*}.{js,d.ts}', { cwd: target })) {
    const file = join(target, path);
    const text = readFileSync(file, 'utf8');
    const own = text.replaceAll(
      "'@nalssi/schemas/facts'",
      `'${leadTo(join(target, 'facts/index.js'), file)}'`,
    );
    writeFileSync(file, own);
  }
}

/** The specifier by which one file imports another. */
function leadTo(target: string, from: string): string {
  const lead = relative(dirname(from), target).split(sep).join('/');
  return lead.startsWith('.') ? lead : `./${lead}`;
}

/** Else the widget has types of the schemas only, and whoever installs it gets no schemas. */
function writeOutFeedTypes(target: string): void {
  const names = new Set<string>();
  for (const path of globSync('**/*.d.ts', { cwd: target })) {
    const file = join(target, path);
    const text = readFileSync(file, 'utf8');
    const lead = leadTo(join(target, 'feed-types.js'), file);
    const own = text.replace(
      /import type \{([^}]*)\} from '@nalssi\/schemas'/g,
      (_, imported: string) => {
        for (const name of imported.split(',')) names.add(name.trim());
        return `import type {${imported}} from '${lead}'`;
      },
    );
    writeFileSync(file, own);
  }
  writeFileSync(join(target, 'feed-types.d.ts'), declarationsOf([...names].sort()));
}

interface Manifest {
  readonly private?: boolean;
  readonly scripts?: unknown;
  readonly devDependencies?: unknown;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly sideEffects?: boolean | readonly string[];
}

/** The package.json of a workspace as that of its package. */
function published(
  { private: _, scripts, devDependencies, ...manifest }: Manifest,
  { without, bundled = {}, optionalPeers }: Workspace,
): object {
  const { sideEffects } = manifest;
  const built = (path: string) => path.replace(/(?<!\.d)\.ts$/, '.js');
  const exported = (name: string, value: unknown) => {
    if (typeof value !== 'string' || !value.endsWith('.ts')) return value;
    const types = value.replace(/\.ts$/, '.d.ts');
    const bundle = bundled[name];
    return bundle === undefined
      ? { types, default: built(value) }
      : { types, node: built(value), default: `./bundle/${bundle}.js` };
  };
  const entries = Object.entries(manifest.exports);
  return {
    ...manifest,
    exports: Object.fromEntries(entries.map(([name, value]) => [name, exported(name, value)])),
    ...(manifest.bin && {
      bin: Object.fromEntries(Object.entries(manifest.bin).map(([k, path]) => [k, built(path)])),
    }),
    ...(Array.isArray(sideEffects) && {
      sideEffects: sideEffects
        .filter((path) => !without.some((folder) => path.startsWith(`./${folder}/`)))
        .map(built)
        .concat('./define' in bundled ? ['./bundle/define.js', './bundle/board*.js'] : []),
    }),
    ...(optionalPeers && {
      peerDependencies: optionalPeers,
      peerDependenciesMeta: Object.fromEntries(
        Object.keys(optionalPeers).map((peer) => [peer, { optional: true }]),
      ),
    }),
  };
}

if (import.meta.main) makePackages(join(root, 'dist'));
