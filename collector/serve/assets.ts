import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from '../publish/encode.ts';
import { contentTypeOf, type Resource, type Resources } from './resource.ts';

/** A folder of files to serve as they are. */
export interface AssetMount {
  /** Path that the folder stands at, with a slash at both ends. */
  readonly at: string;
  readonly directory: string;
  readonly cacheControl: string;
}

/** Reads and compresses the files of the folders, once. `index.html` also stands at its folder. */
export async function loadAssets(mounts: readonly AssetMount[]): Promise<Resources> {
  const resources = new Map<string, Resource>();
  const lastModified = new Date().toUTCString();
  for (const { at, directory, cacheControl } of mounts) {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((candidate) => candidate.isFile())) {
      const file = join(entry.parentPath, entry.name);
      const path = at + file.slice(directory.length + 1).replaceAll('\\', '/');
      const contentType = contentTypeOf(path);
      if (contentType === 'application/octet-stream') continue;
      const encoded = await encode(await readFile(file));
      const resource = { file: encoded, contentType, cacheControl, lastModified };
      resources.set(path, resource);
      if (entry.name === 'index.html') resources.set(path.slice(0, -'index.html'.length), resource);
    }
  }
  return resources;
}
