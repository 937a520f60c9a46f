import type { WarningsFile } from '@nalssi/schemas';
import type { Instant } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { envelopeOf } from './envelope.ts';
import type { Publication } from './publication.ts';

/** `warnings.json`: the warnings (특보) in force and those announced, as KMA issued them. */
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
      zone: {
        id: warning.zone.id,
        name: warning.zone.name,
        ...(warning.part !== null && { part: { ...warning.part } }),
        ...(warning.covers !== null && { covers: warning.covers }),
      },
      placement: warning.placement,
      stations: [...warning.stations],
      regions: [...warning.regions],
      command: warning.command,
      issuedAt: timeOf(warning.issuedAt),
      effectiveAt: timeOf(warning.effectiveAt),
      endsAt: timeOf(warning.endsAt),
      phase: warning.phase,
      ...(warning.isInferred && { inferred: true }),
    })),
  };
}

function timeOf(instant: Instant | null): string | null {
  return instant === null ? null : formatKst(instant);
}
