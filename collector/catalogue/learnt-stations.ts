import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Station, stationSchema } from '@nalssi/schemas';
import { z } from 'zod';

const fileName = 'stations.json';

/** The stations learnt cannot be read. The message says what to do. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

/**
 * The stations that `nalssi stations --refresh` learnt, from the data directory; none when it was
 * never run. Throws CatalogueError.
 */
export function loadLearntStations(directory: string): Station[] {
  const path = join(directory, fileName);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new CatalogueError(
      `${path} cannot be read: ${code ?? message}. NALSSI_DATA_DIR must be a folder that this user may read and write.`,
      { cause: error },
    );
  }
  try {
    return z.array(stationSchema).parse(JSON.parse(text)) as Station[];
  } catch (cause) {
    throw new CatalogueError(
      `${path} is damaged. Delete it; nalssi stations --refresh makes it anew.`,
      {
        cause,
      },
    );
  }
}

/** Puts the stations in place of those learnt before, in one step. */
export async function saveLearntStations(
  directory: string,
  stations: readonly Station[],
): Promise<void> {
  const path = join(directory, fileName);
  // A name that nobody can have made a link of before, and only where there is nothing of that name.
  const temporary = `${path}.${randomUUID()}`;
  try {
    const text = `${JSON.stringify(stations, null, 1)}\n`;
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
