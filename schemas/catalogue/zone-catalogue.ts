import type { WarningZone } from './zone.ts';
import zones from './zones.json' with { type: 'json' };

/**
 * KMA's zones for warnings as of `zoneCatalogueDate`, and those that had ended by then, ascending by
 * number. Source and licence: `schemas/README.md`.
 */
export const zoneCatalogue: readonly WarningZone[] = zones.zones as readonly WarningZone[];

/** The day of KMA's list: `2026-06-01`. */
export const zoneCatalogueDate: string = zones.date;
