import {
  placeCatalogue,
  placeCatalogueDate,
  provinces,
  provincesAsOf,
  type Station,
  stationCatalogue,
  type TableHealth,
  zoneCatalogue,
  zoneCatalogueDate,
} from '@nalssi/schemas';
import type { LearntTables } from '../../catalogue/learnt-tables.ts';
import { limitsAsOf, rangeLimits } from '../../quality/limits.ts';
import { sourceErrors } from '../../sources/source-error-codes.ts';
import { type Duration, hours, type Instant } from '../../time/clock.ts';
import type { TableError, TableState } from './table-state.ts';

/** KMA redraws a few zones and opens a few stations a year; it is asked once a day. */
const oldAfter: Duration = hours(24 * 30);

type TableId = TableHealth['id'];

/** The tables that come with the collector, as of their day. */
const shipped: Readonly<Record<TableId, { readonly date: string; readonly entries: number }>> = {
  stations: { date: '2025-12-01', entries: stationCatalogue.length },
  zones: { date: zoneCatalogueDate, entries: zoneCatalogue.length },
  'station-zones': {
    date: zoneCatalogueDate,
    entries: stationCatalogue.filter(({ warningZone }) => warningZone !== undefined).length,
  },
  provinces: { date: provincesAsOf, entries: Object.keys(provinces).length },
  places: { date: placeCatalogueDate, entries: placeCatalogue.length },
  limits: { date: limitsAsOf, entries: Object.keys(rangeLimits).length },
};

interface Learnt {
  readonly learntAt: string | null;
  readonly source: 'apihub' | 'polygons';
  readonly entries: number;
}

/** What health says of the facts that age. Pure. */
export function tableHealthAt(
  { stations, zones, stationZones }: LearntTables,
  state: TableState,
  now: Instant,
): TableHealth[] {
  const learnt: Readonly<Partial<Record<TableId, Learnt | null>>> = {
    stations: stations && { ...stations, entries: stations.stations.length },
    zones: zones && { ...zones, entries: zones.zones.length },
    'station-zones': stationZones && {
      ...stationZones,
      entries: Object.keys(stationZones.stations).length,
    },
  };
  const errors: Readonly<Partial<Record<TableId, TableError | null>>> = {
    stations: state.stations,
    zones: state.zones,
    'station-zones': state.zones,
  };
  const gone = stationsGone(stations?.stations ?? stationCatalogue);
  const isAnyGone = Object.keys(gone).length > 0;
  return (Object.keys(shipped) as TableId[]).map((id) => {
    const error = errors[id] ?? null;
    const date = learnt[id]?.learntAt ?? shipped[id].date;
    // What is made by hand comes with a new version, and not by asking.
    const isAskedFor = id in learnt;
    return {
      id,
      source: learnt[id]?.source ?? 'shipped',
      date,
      entries: learnt[id]?.entries ?? shipped[id].entries,
      lastTriedAt: isAskedFor ? state.lastTriedAt : null,
      lastError: error && {
        code: error.code,
        message: `${sourceErrors[error.code].message} (${error.detail})`,
        action: sourceErrors[error.code].action,
        at: error.at,
      },
      isOld: (isAskedFor && now - Date.parse(date) > oldAfter) || (id === 'places' && isAnyGone),
      ...(id === 'places' && isAnyGone && { gone }),
    };
  });
}

/** The stations of places that a list lacks, by the number of the place. */
function stationsGone(listed: readonly Station[]): Record<string, string> {
  const ids = new Set(listed.map(({ id }) => id));
  const without = placeCatalogue.filter(({ station }) => !ids.has(station));
  return Object.fromEntries(without.map(({ code, station }) => [code, station]));
}
