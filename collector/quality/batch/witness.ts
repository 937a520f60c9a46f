import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { SourceId } from '../../sources/source-id.ts';
import {
  fewestTemperatures,
  witnessAgrees,
  witnessApart,
  witnessContradicts,
} from './batch-limits.ts';
import { changeBetween } from './change.ts';
import type { TemperatureField } from './temperature-field.ts';

/** What another source holds. */
export interface Witness {
  readonly source: SourceId;
  readonly field: TemperatureField;
}

/** What other sources say of an answer. */
export interface Testimony {
  readonly verdict: 'agrees' | 'contradicts';
  /** Median of the answer's temperatures less the witness', K. */
  readonly difference: number;
  /** For people. */
  readonly detail: string;
}

/** The first source that agrees; else one that contradicts; `null` where none can say. */
export function hear(
  witnesses: readonly Witness[],
  field: TemperatureField,
  catalogue: Catalogue,
): Testimony | null {
  const heard = witnesses.flatMap((witness) => testify(witness, field, catalogue) ?? []);
  return heard.find(({ verdict }) => verdict === 'agrees') ?? heard[0] ?? null;
}

function testify(
  { source, field: theirs }: Witness,
  ours: TemperatureField,
  catalogue: Catalogue,
): Testimony | null {
  if (Math.abs(ours.observedAt - theirs.observedAt) > witnessApart) return null;
  const { stations, unusual } = changeBetween(theirs, ours, catalogue);
  if (stations < fewestTemperatures) return null;
  const detail = `median ${unusual.toFixed(1)} K from that of ${source}`;
  const close = [...ours.values].filter(([station, value]) => {
    const other = theirs.values.get(station);
    return other !== undefined && Math.abs(value - other) <= witnessAgrees.single;
  }).length;
  if (Math.abs(unusual) <= witnessAgrees.median && close >= stations * witnessAgrees.share) {
    return { verdict: 'agrees', difference: unusual, detail };
  }
  if (Math.abs(unusual) <= witnessContradicts) return null;
  return { verdict: 'contradicts', difference: unusual, detail };
}
