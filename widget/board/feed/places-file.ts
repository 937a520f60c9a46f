import type { Place, RegionCode } from '@nalssi/schemas/facts';
import {
  type Envelope,
  envelopeOf,
  fieldsOf,
  listOf,
  nameOf,
  numberOf,
  within,
} from './envelope.ts';

/** A place as `places.json` has it, with the station that stands for it. */
export interface BoardPlace extends Place {
  readonly station: string;
  /** From where its people live to the station; `null` where the feed does not say. */
  readonly km: number | null;
}

/** `places.json`, checked. */
export interface PlacesContent extends Envelope {
  readonly places: readonly BoardPlace[];
}

// KMA's country has 269, of which 경기 has most, 48 with their districts. What is more is left out.
const mostPlaces = 400;
const mostNames = 20;

/** What a parsed `places.json` says. Throws a TypeError for what is none. */
export function readPlacesFile(file: unknown): PlacesContent {
  const places = listOf(fieldsOf(file)['places'], mostPlaces).flatMap((row): BoardPlace[] => {
    const own = fieldsOf(row);
    const { ko, en } = fieldsOf(own['name']);
    const name = { ko: nameOf(ko), en: nameOf(en) };
    const [code, station, parent] = ['code', 'station', 'parent'].map((field) =>
      numberOf(own[field]),
    ) as [string, string, string];
    if (!name.ko || !name.en || !code || !station) return [];
    return [
      {
        code,
        name,
        region: nameOf(own['region']) as RegionCode,
        parent: parent || undefined,
        formerly: listOf(own['formerly'], mostNames).map(nameOf),
        station,
        km: within(own['km'], 0, 1000),
      },
    ];
  });
  return { ...envelopeOf(file), places };
}
