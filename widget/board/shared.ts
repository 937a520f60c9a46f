import { regionNameKo, regionsOf } from '@nalssi/schemas/facts';
import { css } from 'lit';
import { timeOf } from '../feed/feed-time.ts';
import { kstTime, observedTime } from '../format/time.ts';
import { fill } from '../format/words.ts';
import { pageDocument } from '../ticker/page-document.ts';
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
import { last } from './last.ts';
import { askedRegion, valueOfTab } from './model/choice.ts';
import { metricIds } from './model/metrics.ts';
import { regionChoice, regionName, tabsOf } from './model/regions.ts';
import { livingOf, shortPlaceName } from './model/rows.ts';
import { tintStyle } from './model/scales.ts';

/**
 * What the later scripts have of the first, instead of bringing it again: in their builds
 * `embed/of-first.ts` takes the place of the modules above.
 */
const shared = {
  adopt,
  askedRegion,
  css,
  envelopeOf,
  fieldsOf,
  fill,
  kstTime,
  last,
  listOf,
  livingOf,
  metricIds,
  mostStations,
  nameOf,
  numberOf,
  observedTime,
  pageDocument,
  regionChoice,
  regionName,
  regionNameKo,
  regionsOf,
  shortPlaceName,
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
