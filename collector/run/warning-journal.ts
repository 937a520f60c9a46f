import type { PlacedWarning } from '../snapshot/warnings.ts';
import type { Logger } from '../telemetry/log.ts';

const action =
  'Update the zones with nalssi stations --refresh. If it stays, tell us which zone it is.';

/** Tells the log of zones for warnings that the catalogue does not have in force, each once. */
export class WarningJournal {
  readonly #log: Logger;
  readonly #told = new Set<string>();

  constructor(log: Logger) {
    this.#log = log.child({ source: 'warnings' });
  }

  heard(warnings: readonly PlacedWarning[]): void {
    const unknown = warnings.filter(({ isUnknown }) => isUnknown);
    const isLost = ({ placement }: PlacedWarning) => placement === 'nowhere';
    this.#tell(
      'unknown-zone',
      unknown.filter((warning) => !isLost(warning)),
      'A warning is of a zone that is not in the catalogue; it stands where its name or the zone above it says.',
    );
    this.#tell(
      'unplaced-warning',
      unknown.filter(isLost),
      'A warning is of a zone that is not in the catalogue, nor is its province; it stands at no station and in no region.',
    );
  }

  #tell(code: string, warnings: readonly PlacedWarning[], message: string): void {
    const zones = new Set(
      warnings.map(({ zone, placement }) => {
        const name = zone.id === null ? zone.name : `${zone.id} ${zone.name}`;
        return `${name} (${placement})`;
      }),
    );
    const fresh = [...zones].filter((zone) => !this.#told.has(zone));
    if (fresh.length === 0) return;
    // A hostile source must not fill the memory with names; starting over only repeats a line.
    if (this.#told.size > 5_000) this.#told.clear();
    for (const zone of fresh) this.#told.add(zone);
    this.#log.warn({ code, zones: fresh.slice(0, 20), count: fresh.length, action }, message);
  }
}
