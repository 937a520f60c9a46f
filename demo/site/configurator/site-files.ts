import type { Place } from '@nalssi/schemas/facts';
import type { Known, ListedStation } from './attributes.ts';
import type { Site } from './snippet-lines.ts';

/** What the configurator knows of the server that it came from. */
export interface SiteFiles extends Known {
  readonly site: Site;
  readonly isSample: boolean;
}

/** Reads what there is; what is not there yet leaves its part out. `base` is the address of the page. */
export async function readSiteFiles(base: string): Promise<SiteFiles> {
  const [index, places, stations, scripts] = await Promise.all([
    read<{ site?: string; mode?: string }>(new URL('v1/index.json', base)),
    read<{ places?: Place[] }>(new URL('v1/places.json', base)),
    read<{ stations?: ListedStation[] }>(new URL('v1/stations.json', base)),
    read<{ version: string; files: Record<string, { integrity: string }> }>(
      new URL('w/1/integrity.json', base),
    ),
  ]);
  const integrity = Object.entries(scripts?.files ?? {}).map(
    ([name, file]) => [name, file.integrity] as const,
  );
  return {
    site: {
      // Where the feed says that readers find it; where it does not, they found it here.
      address: index?.site ?? base,
      frozen:
        scripts === null
          ? null
          : { version: scripts.version, integrity: Object.fromEntries(integrity) },
    },
    places: places?.places ?? [],
    stations: stations?.stations ?? [],
    isSample: index?.mode === 'replay',
  };
}

async function read<Content>(url: URL): Promise<Content | null> {
  try {
    const answer = await fetch(url);
    return answer.ok ? ((await answer.json()) as Content) : null;
  } catch {
    // Without it the page works all the same, with less to choose from.
    return null;
  }
}
