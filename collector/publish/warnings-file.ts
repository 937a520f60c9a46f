import { type RegionCode, stationCatalogue, type WarningsFile } from '@nalssi/schemas';
import type { PlacedWarning } from '../snapshot/warnings.ts';
import type { Instant } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { envelopeOf } from './envelope.ts';
import type { Publication } from './publication.ts';

/** `warnings.json`: the warnings (특보) in force, as KMA issued them. */
export function warningsFileOf(publication: Publication): WarningsFile {
  const { state, asOf, expiresAt, warnings } = publication.warnings;
  return {
    ...envelopeOf('warnings', publication),
    state,
    issuer: { ko: '기상청', en: 'Korea Meteorological Administration' },
    asOf: timeOf(asOf),
    expiresAt: timeOf(expiresAt),
    warnings: warnings.map((warning) => ({
      kind: warning.kind,
      level: warning.level,
      zone: { id: warning.zone.id, name: warning.zone.name },
      stations: [...warning.stations],
      regions: regionsOf(warning.stations),
      command: warning.command,
      issuedAt: timeOf(warning.issuedAt),
      effectiveAt: timeOf(warning.effectiveAt),
      endsAt: timeOf(warning.endsAt),
    })),
  };
}

function timeOf(instant: Instant | null): string | null {
  return instant === null ? null : formatKst(instant);
}

const regionByStation = new Map(stationCatalogue.map(({ id, region }) => [id, region]));

function regionsOf(stations: PlacedWarning['stations']): RegionCode[] {
  const regions = stations.map((station) => regionByStation.get(station));
  return [...new Set(regions.filter((region) => region !== null && region !== undefined))].sort();
}
