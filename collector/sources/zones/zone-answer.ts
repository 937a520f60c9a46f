import type { WarningZone } from '@nalssi/schemas';
import type { StationZone } from '../../catalogue/learnt-zones.ts';
import type { DropReason } from '../reading.ts';
import type { Validators } from '../source.ts';

/** What an upstream of zones says. */
export type ZoneAnswer =
  | {
      readonly kind: 'zones';
      readonly zones: readonly WarningZone[];
      /** Rows left out, by reason. */
      readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
    }
  | {
      readonly kind: 'station-zones';
      /** By station number. */
      readonly stations: Readonly<Record<string, StationZone>>;
      /** Leaf zones that the upstream listed, whether a station stands in them or not. */
      readonly leaves: number;
      /** What the upstream calls this edition, with its date; `null` where it has no name. */
      readonly edition: string | null;
      readonly validators: Validators;
      readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
    }
  /** What is known has not changed. */
  | { readonly kind: 'unchanged' };
