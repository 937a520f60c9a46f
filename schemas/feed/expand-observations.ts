import type { ObservationRow, ObservationsFile } from './observations.ts';

// No zod here: pages take this file by itself.

/**
 * The rows of `observations.json` with every field of every value: what a value does not say itself
 * it has from `defaults.missing` where it is null, else from `defaults.values` of its source and
 * element.
 */
export function expandObservations({
  defaults,
  observations,
}: Pick<ObservationsFile, 'defaults' | 'observations'>): ObservationRow[] {
  const bySource: Readonly<Record<string, Readonly<Record<string, object | undefined>>>> =
    defaults.values;
  return observations.map((row) => {
    const fields = Object.entries(row).map(([name, field]) => {
      if (typeof field !== 'object' || field === null) return [name, field];
      const { value, source } = field;
      const own = value === null ? defaults.missing : bySource[source ?? '']?.[name];
      return [name, { ...own, ...field }];
    });
    return Object.fromEntries(fields) as ObservationRow;
  });
}
