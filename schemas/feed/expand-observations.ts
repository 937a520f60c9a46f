import type { ObservationRow, ObservationsFile } from './observations.ts';

// No zod here: pages take this file by itself.

/**
 * The rows of `observations.json` with every field of every value: what a value does not say itself
 * it has from `defaults.missing` where it is null, else from `defaults.values` of its element.
 */
export function expandObservations({
  defaults,
  observations,
}: Pick<ObservationsFile, 'defaults' | 'observations'>): ObservationRow[] {
  const byElement: Readonly<Record<string, object | undefined>> = defaults.values;
  return observations.map((row) => {
    const fields = Object.entries(row).map(([name, field]) => {
      if (typeof field !== 'object' || field === null) return [name, field];
      const own = field.value === null ? defaults.missing : byElement[name];
      return [name, { ...own, ...field }];
    });
    return Object.fromEntries(fields) as ObservationRow;
  });
}
