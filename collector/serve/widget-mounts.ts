import type { AssetMount } from './assets.ts';

/**
 * Where the script of the ticker stands: `/w/1/` floats within the major version, `/w/1.2.3/` never
 * changes.
 */
export function widgetMounts(directory: string, version: string): AssetMount[] {
  const major = version.split('.')[0];
  return [
    {
      at: `/w/${major}/`,
      directory,
      cacheControl: 'public, max-age=300, stale-while-revalidate=86400',
    },
    { at: `/w/${version}/`, directory, cacheControl: 'public, max-age=31536000, immutable' },
  ];
}
