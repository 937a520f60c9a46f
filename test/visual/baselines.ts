import { join } from 'node:path';
import type { SceneName } from './scenes.ts';

/** Where the picture of a scene is kept as it should look. */
export function baselineOf(name: SceneName): string {
  return join(import.meta.dirname, 'baselines', `${name}.png`);
}
