import { Enums, Models, Serialize, SPDX, Spec } from '@cyclonedx/cyclonedx-library';
import type { BundledPackage } from './licence-notices.ts';

// What a published package is made of and needs, as CycloneDX. `npm sbom --omit dev` leaves out what
// both a workspace and a developer need (zod, pino, Lit), so it is read from the lock file here. It
// says the same whenever and wherever it is made: no time, no serial number, no address.

interface LockEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The `packages` of a package-lock.json, by their paths. */
export type LockedPackages = Readonly<Record<string, LockEntry>>;

/**
 * The bill of materials of a workspace: all that npm installs with it, in the versions it is tested
 * with, and what stands in its scripts, which the workspace needs to run or to be built. Throws Error
 * where the lock file lacks something.
 */
export function sbomOf(
  workspace: string,
  packages: LockedPackages,
  bundled: readonly Pick<BundledPackage, 'name' | 'version'>[],
): string {
  const components = new Map<string, Models.Component>();
  const add = (path: string, components: Map<string, Models.Component>): Models.Component => {
    const known = components.get(path);
    if (known !== undefined) return known;
    const component = componentOf(path, packages);
    components.set(path, component);
    const { dependencies, optionalDependencies } = packages[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      component.dependencies.add(add(pathOf(name, path, packages), components).bomRef);
    }
    return component;
  };
  const subject = add(workspace, components);
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: subject }) });
  for (const component of components.values()) {
    if (component !== subject) bom.components.add(component);
  }
  const tools = new Map(components);
  for (const name of Object.keys(packages[workspace]?.devDependencies ?? {})) {
    add(pathOf(name, workspace, packages), tools);
  }
  for (const { name, version } of bundled) {
    const component = [...tools.values()].find(
      (one) => fullName(one) === name && one.version === version,
    );
    if (component === undefined) throw new Error(`${name} is bundled, and no dependency.`);
    component.properties.add(new Models.Property('nalssi:bundled', 'true'));
    bom.components.add(component);
  }
  const normalizer = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(normalizer).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

const fullName = ({ group, name }: Models.Component) =>
  group === undefined ? name : `${group}/${name}`;

/** Where npm has put the `name` that the package at `from` needs: at it, or above. */
function pathOf(name: string, from: string, packages: LockedPackages): string {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    const entry = packages[path];
    if (entry !== undefined) return entry.link === true ? (entry.resolved ?? path) : path;
    if (folder === '') throw new Error(`package-lock.json lacks ${name}: npm run lock.`);
  }
}

function componentOf(path: string, packages: LockedPackages): Models.Component {
  const entry: LockEntry & { name?: string } = packages[path] ?? {};
  const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const { version = '', license } = entry;
  const [group, bare] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const component = new Models.Component(Enums.ComponentType.Library, bare ?? name, {
    version,
    purl,
    bomRef: purl,
    ...(group !== undefined && { group }),
  });
  if (license !== undefined) {
    component.licenses.add(
      SPDX.isSupportedSpdxId(license)
        ? new Models.SpdxLicense(license)
        : new Models.LicenseExpression(license),
    );
  }
  const sha512 = /^sha512-(.+)$/.exec(entry.integrity ?? '')?.[1];
  if (sha512 !== undefined) {
    const hash = Buffer.from(sha512, 'base64').toString('hex');
    component.hashes.set(Enums.HashAlgorithm['SHA-512'], hash);
  }
  return component;
}
