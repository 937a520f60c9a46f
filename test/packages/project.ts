import { execFileSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makePackages, type PackageName } from '../../.ci/packages.ts';

const root = join(import.meta.dirname, '../..');

export const packageNames: readonly PackageName[] = ['schemas', 'collector', 'widget'];

export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly engines?: Readonly<Record<string, string>>;
  readonly scripts?: unknown;
}

const strict = {
  target: 'es2024',
  lib: ['es2024', 'dom', 'dom.iterable'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  noEmit: true,
};

/** Compiler options of a strict project that a bundler reads, and of one that Node does. */
export const bundler = { ...strict, module: 'esnext', moduleResolution: 'bundler' };
export const nodenext = { ...strict, module: 'nodenext', moduleResolution: 'nodenext' };

/** Packages as npm packs them, in one folder; what was packed stands there in `made`. */
export class Tarballs {
  readonly directory: string;

  /** Those that were made in `directory`. */
  constructor(directory: string) {
    this.directory = directory;
  }

  /** Makes all of them in a folder that is there. The scripts of the widget must be built. */
  static make(directory: string): Tarballs {
    const made = join(directory, 'made');
    makePackages(made);
    packInto(directory, made);
    return new Tarballs(directory);
  }

  /** What was written beside the tarball of a package about what it is made of. */
  sbomOf(name: PackageName): string {
    const [file = ''] = globSync(`made/nalssi-${name}-*.cdx.json`, { cwd: this.directory });
    return readFileSync(join(this.directory, file), 'utf8');
  }

  of(name: PackageName): string {
    const [file = ''] = globSync(`nalssi-${name}-*.tgz`, { cwd: this.directory });
    return join(this.directory, file);
  }
}

/** Packs the folders of packages in `made`. */
export function packInto(directory: string, made: string): void {
  const folders = packageNames.map((name) => join(made, name));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', directory, ...folders], {
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
}

/**
 * A project outside of the repository with the packages as they come out of their tarballs. Of the
 * other packages it has those only that these declare, and `others`.
 */
export class Project implements Disposable {
  readonly directory = mkdtempSync(join(tmpdir(), 'nalssi-project-'));

  constructor(tarballs: Tarballs, names: readonly PackageName[], others: readonly string[] = []) {
    this.write('package.json', JSON.stringify({ private: true, type: 'module' }));
    for (const name of names) {
      mkdirSync(this.folder(name), { recursive: true });
      const words = ['-xzf', tarballs.of(name), '--strip-components=1', '-C', this.folder(name)];
      execFileSync('tar', words);
    }
    const declared = names.flatMap((name) => Object.keys(this.manifest(name).dependencies ?? {}));
    for (const name of [...declared, ...others]) this.#link(name);
  }

  folder(name: PackageName): string {
    return join(this.directory, 'node_modules/@nalssi', name);
  }

  manifest(name: PackageName): PackageManifest {
    return JSON.parse(this.read(name, 'package.json'));
  }

  /** The files of a package, with slashes. */
  files(name: PackageName): string[] {
    return globSync('**/*', { cwd: this.folder(name), withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.folder(name).length + 1))
      .map((path) => path.replaceAll('\\', '/'));
  }

  read(name: PackageName, file: string): string {
    return readFileSync(join(this.folder(name), file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.directory, file), text);
  }

  /** What a script that imports the packages writes to its standard output. */
  run(script: string): string {
    return execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: this.directory,
      encoding: 'utf8',
    });
  }

  /** What the compiler has to say of one file; nothing when it is content. */
  complaints(file: string, text: string, compilerOptions: object): string {
    this.write(file, text);
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, files: [file] }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    try {
      execFileSync(process.execPath, [tsc, '-p', this.directory], { encoding: 'utf8' });
      return '';
    } catch (error) {
      return String((error as { stdout: unknown }).stdout);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  #link(name: string): void {
    const place = join(this.directory, 'node_modules', name);
    if (existsSync(place)) return;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), place, 'junction');
  }
}
