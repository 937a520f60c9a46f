import { type HealthFile, observationQuality } from '@nalssi/schemas';
import { disagreementsOf } from '../snapshot/disagreements.ts';
import type { SourcedValue, StationSnapshot } from '../snapshot/element-snapshot.ts';
import { qualityOf, type Snapshot, summarize } from '../snapshot/snapshot.ts';
import { countPlacements, type WarningSnapshot } from '../snapshot/warnings.ts';
import { formatKst } from '../time/kst.ts';
import { envelopeOf } from './envelope.ts';
import type { Publication } from './publication.ts';

/** `health.json`: for ops people. Safe to publish. */
export function healthFileOf(publication: Publication): HealthFile {
  const { snapshot, sources, tables, startedAt, version, clock = null } = publication;
  return {
    ...envelopeOf('health', publication),
    interval: Math.round(publication.interval / 1_000),
    sources: [...sources],
    ...(clock !== null && { clock }),
    ...(tables !== undefined && { tables: [...tables] }),
    coverage: coverageOf(snapshot),
    quality: qualityCounts(snapshot),
    ...(hasList(publication.warnings) && {
      warnings: countPlacements(publication.warnings.warnings),
    }),
    disagreements: disagreements(snapshot),
    publishes: publication.publishes,
    outputs: publication.outputs,
    build: { version, node: process.versions.node, startedAt: formatKst(startedAt) },
  };
}

function hasList({ state }: WarningSnapshot): boolean {
  return state === 'fresh' || state === 'carried';
}

function coverageOf(snapshot: Snapshot): HealthFile['coverage'] {
  const counted = snapshot.stations.filter(({ standing }) => standing !== 'further');
  const regions = Map.groupBy<
    NonNullable<StationSnapshot['station']['region']> | 'none',
    StationSnapshot
  >(counted, ({ station, standing }) =>
    standing === 'unknown' ? 'none' : (station.region ?? 'none'),
  );
  const sorted = [...regions].sort(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(sorted.map(([region, stations]) => [region, summarize(stations)]));
}

/** So many are listed: of more a look at the first is enough. */
const mostDisagreements = 100;

function disagreements(snapshot: Snapshot): HealthFile['disagreements'] {
  return disagreementsOf(snapshot)
    .slice(0, mostDisagreements)
    .map(({ station, shown, others }) => ({
      station,
      shown: temperatureOf(shown),
      others: others.map(temperatureOf),
    }));
}

function temperatureOf({ source, value, observedAt }: SourcedValue) {
  return { source, value: Number(value), observedAt: formatKst(observedAt) };
}

function qualityCounts({ stations }: Snapshot): HealthFile['quality'] {
  const counts = Object.fromEntries(
    observationQuality.options.map((verdict) => [verdict, 0]),
  ) as HealthFile['quality'];
  for (const { elements } of stations) {
    for (const element of Object.values(elements)) counts[qualityOf(element)] += 1;
  }
  return counts;
}
