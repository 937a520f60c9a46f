import { join } from 'node:path';
import type { SceneName } from './scenes.ts';
import type { SitePage } from './site-pages.ts';

/** Where the picture of a scene is kept as it should look. */
export function baselineOf(name: SceneName): string {
  return join(import.meta.dirname, 'baselines', `${name}.png`);
}

/** The same of a page of the site at a width, CSS px. */
export function siteBaselineOf(name: SitePage, width: number): string {
  return join(import.meta.dirname, 'baselines', `site-${name}-${width}.png`);
}
