import type { WarningsFile } from '@nalssi/schemas';

/** A `warnings.json` at the time of the recording. */
export function warningsFileOf(warnings: WarningsFile['warnings']): WarningsFile {
  return {
    $schema: 'https://weather.example.com/v1/schema/1.0/warnings.schema.json',
    version: '1.0',
    mode: 'replay',
    generatedAt: '2024-11-24T07:37:00+09:00',
    changedAt: '2024-11-24T07:37:00+09:00',
    ttl: 60,
    sequence: 1,
    status: 'ok',
    attribution: { text: '기상청 제공', url: 'https://www.weather.go.kr' },
    summary: { stations: 97, fresh: 97, carried: 0, expired: 0, never: 0 },
    state: 'fresh',
    issuer: { ko: '기상청', en: 'KMA' },
    asOf: '2024-11-24T07:30:00+09:00',
    expiresAt: '2024-11-24T09:30:00+09:00',
    warnings,
  };
}

/** One warning for Jeju's mountains. */
export const windWarning: WarningsFile = warningsFileOf([
  {
    kind: 'strong-wind',
    level: 'warning',
    zone: { id: null, name: '제주도산지' },
    placement: 'name',
    stations: ['184'],
    regions: ['KR-49'],
    command: 'issued',
    issuedAt: null,
    effectiveAt: null,
    endsAt: null,
  },
]);
