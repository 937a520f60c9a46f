import { stationCatalogue, zoneCatalogue } from '@nalssi/schemas';
import type { UpstreamWarning } from './formats/warnings.ts';

/** A zone of the sample day, and what is warned of there. */
interface Warned {
  readonly zone: string;
  readonly kind: UpstreamWarning['kind'];
  readonly level: UpstreamWarning['level'];
  readonly issuedAt: string;
  readonly effectiveAt: string;
}

const wind = {
  kind: 'strong-wind',
  level: 'advisory',
  issuedAt: '2024-11-23T22:00:00+09:00',
  effectiveAt: '2024-11-23T23:00:00+09:00',
} as const;
const dry = {
  kind: 'dry',
  level: 'advisory',
  issuedAt: '2024-11-23T10:00:00+09:00',
  effectiveAt: '2024-11-23T11:00:00+09:00',
} as const;

/** By KMA's numbers: a town, two parts of a town, islands, and a town that is warned of twice. */
const warned: readonly Warned[] = [
  { zone: 'L1031100', ...wind },
  { zone: 'L1031300', ...wind },
  { zone: 'L1031920', ...wind },
  { zone: 'L1072100', ...wind },
  { zone: 'L1072100', ...dry },
  { zone: 'L1072400', ...dry },
  { zone: 'L1072200', ...dry },
  { zone: 'L1073010', ...dry },
  { zone: 'L1022510', ...dry },
  { zone: 'L1140100', ...dry },
];

/** The warnings of the sample day, all made up: none of the morning that was recorded is known. */
export const sampleWarnings: readonly UpstreamWarning[] = warned.map(
  ({ zone: id, kind, level, issuedAt, effectiveAt }) => {
    const zone = zoneOf(id);
    const parent = zoneOf(zone.parent ?? id);
    return {
      kind,
      level,
      zone: { id, name: zone.name.short },
      parent: { id: parent.id, name: parent.name.full },
      command: '발표',
      issuedAt,
      effectiveAt,
    };
  },
);

const windyZones = new Set(warned.filter(({ kind }) => kind === wind.kind).map(({ zone }) => zone));
const windyStations = new Set(
  stationCatalogue
    .filter(({ warningZone }) => warningZone !== undefined && windyZones.has(warningZone.id))
    .map(({ id }) => id),
);

/** Whether a station stands where strong wind is warned of. */
export function isWindy(station: string): boolean {
  return windyStations.has(station);
}

function zoneOf(id: string) {
  const zone = zoneCatalogue.find((one) => one.id === id && one.validTo === null);
  if (zone === undefined) throw new Error(`The zone ${id} is not in the catalogue.`);
  return zone;
}
