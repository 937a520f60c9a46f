import { sources } from '../sources/registry.ts';
import { type KeyId, type Keys, keyVariables } from '../sources/source.ts';
import { type SourceId, sourceIds } from '../sources/source-id.ts';
import type { OffSource } from './config.ts';
import { variableOf } from './source-variables.ts';

/** What decides which sources are on. */
interface Choice {
  /** What `NALSSI_SOURCES` names, in its order; `undefined` where it is not set. */
  readonly chosen: readonly SourceId[] | undefined;
  readonly keys: Keys;
  /** The names of all variables that are set. */
  readonly given: ReadonlySet<string>;
}

/** Which sources are asked, in order of trust, and which are not. */
export function sourcesOn(choice: Choice): {
  readonly on: readonly SourceId[];
  readonly off: readonly OffSource[];
} {
  const off = sourceIds.flatMap((id) => {
    const note = whyOff(id, choice);
    return note === null ? [] : [{ id, note }];
  });
  const on = (choice.chosen ?? sourceIds).filter((id) => !off.some((source) => source.id === id));
  return { on, off };
}

/**
 * Why a source is off, or `null` when it is on. `NALSSI_SOURCES` names those that are on. Without it
 * the national list is on, and with it whatever has been given a key, a URL or a schedule of its
 * own: the web pages of KMA are not read unless someone asks for it.
 */
function whyOff(id: SourceId, { chosen, keys, given }: Choice): string | null {
  if (chosen !== undefined && !chosen.includes(id)) return 'NALSSI_SOURCES does not name it.';
  const wanted: readonly KeyId[] = sources[id].keys;
  if (wanted.length > 0 && !wanted.some((needed) => keys[needed] !== undefined)) {
    return `It needs a key: set ${wanted.map((needed) => keyVariables[needed]).join(' or ')}.`;
  }
  const isConfigured =
    given.has(variableOf(id, 'URL')) || given.has(variableOf(id, 'CRON')) || wanted.length > 0;
  if (chosen !== undefined || id === 'kma-map' || isConfigured) return null;
  return 'It is read only when NALSSI_SOURCES names it.';
}
