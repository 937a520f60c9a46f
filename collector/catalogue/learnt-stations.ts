import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Station, stationSchema } from '@nalssi/schemas';
import { z } from 'zod';

const fileName = 'stations.json';

/**
 * The stations that `nalssi stations --refresh` learnt, from the data directory; none when it was
 * never run. Throws an error that names the file when it cannot be read.
 */
export function loadLearntStations(directory: string): Station[] {
  const path = join(directory, fileName);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  try {
    return z.array(stationSchema).parse(JSON.parse(text)) as Station[];
  } catch (cause) {
    throw new Error(`${path} is damaged. Delete it; nalssi stations --refresh makes it anew.`, {
      cause,
    });
  }
}

/** Puts the stations in place of those learnt before, in one step. */
export async function saveLearntStations(
  directory: string,
  stations: readonly Station[],
): Promise<void> {
  const path = join(directory, fileName);
  await writeFile(`${path}.new`, `${JSON.stringify(stations, null, 1)}\n`);
  await rename(`${path}.new`, path);
}
