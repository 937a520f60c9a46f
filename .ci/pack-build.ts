import { join } from 'node:path';
import { filesOf } from '../collector/serve/assets.ts';
import { packedOf, writeForms } from '../collector/serve/packed-beside.ts';

// The last part of `npm run build`: each file of the build compressed beside it, once. Each collector that starts
// in a new data directory would take a second of CPU for it.

/** Puts beside each file of a folder that can be served the same in each coding, where it is not there yet. */
export async function packBuild(folder: string): Promise<void> {
  for (const [name, content] of await filesOf(folder)) {
    const path = join(folder, name);
    await writeForms(path, await packedOf(path, content));
  }
}

if (import.meta.main) await packBuild(join(import.meta.dirname, '../widget/dist'));
