import { createHash } from 'node:crypto';

/**
 * `integrity.json`: what a page writes into `integrity=""` for each script of a version that never
 * changes. The floating address has no hash, because its content changes with every release.
 */
export function integrityFileOf(
  version: string,
  files: ReadonlyMap<string, Uint8Array>,
): { version: string; files: Record<string, { url: string; integrity: string }> } {
  const entries = [...files]
    .filter(([name]) => /\.(js|css)$/.test(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, content]) => {
      const hash = createHash('sha384').update(content).digest('base64');
      return [name, { url: `/w/${version}/${name}`, integrity: `sha384-${hash}` }] as const;
    });
  return { version, files: Object.fromEntries(entries) };
}
