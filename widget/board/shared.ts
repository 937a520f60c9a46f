import { regionsOf, shortRegionName } from '@nalssi/schemas/facts';
import { timeOf } from '../feed/feed-time.ts';
import { oneDecimal } from '../format/temperature.ts';
import { observedTime } from '../format/time.ts';
import { fill } from '../format/words.ts';
import { adopt } from './adopt.ts';
import {
  envelopeOf,
  fieldsOf,
  listOf,
  mostStations,
  nameOf,
  numberOf,
  within,
} from './feed/envelope.ts';
import { askedRegion, valueOfTab } from './model/choice.ts';
import { isMetricId, metricIds } from './model/metrics.ts';
import { regionChoice, tabsOf } from './model/regions.ts';
import { livingOf } from './model/rows.ts';
import { tintStyle } from './model/scales.ts';

/**
 * What the later scripts have of the first, instead of bringing it again: in their builds
 * `embed/of-first.ts` takes the place of the modules above.
 */
const shared = {
  adopt,
  askedRegion,
  envelopeOf,
  fieldsOf,
  fill,
  isMetricId,
  listOf,
  livingOf,
  metricIds,
  mostStations,
  nameOf,
  numberOf,
  observedTime,
  oneDecimal,
  regionChoice,
  regionsOf,
  shortRegionName,
  tabsOf,
  timeOf,
  tintStyle,
  valueOfTab,
  within,
};

export type Shared = typeof shared;

const key: unique symbol = Symbol.for('nalssi.board/1') as never;

interface Page {
  [key]?: Shared;
}

/** Puts it where the later scripts look for it, by a name that no visitor can write. */
export function share(): void {
  const page = globalThis as Page;
  page[key] ??= shared;
}
