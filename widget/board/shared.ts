import { regionNameKo, regionsOf } from '@nalssi/schemas/facts';
import { timeOf } from '../feed/feed-time.ts';
import { plainName } from '../feed/plain-name.ts';
import { kstTime, observedTime } from '../format/time.ts';
import { fill } from '../format/words.ts';
import { pageDocument } from '../ticker/page-document.ts';
import { adoptIn } from './adopted.ts';
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
 * `embed/of-first.ts` takes the place of the modules above. Each has one letter, because all of the scripts
 * have them, and keeps it for a major version; what comes later has two.
 */
const shared = {
  a: adoptIn,
  b: askedRegion,
  d: envelopeOf,
  e: fieldsOf,
  f: fill,
  g: kstTime,
  h: last,
  i: listOf,
  j: livingOf,
  k: metricIds,
  l: mostStations,
  m: nameOf,
  n: numberOf,
  o: observedTime,
  p: pageDocument,
  q: regionChoice,
  r: regionName,
  s: regionNameKo,
  t: regionsOf,
  u: shortPlaceName,
  v: tabsOf,
  w: timeOf,
  x: tintStyle,
  y: valueOfTab,
  z: within,
  aa: plainName,
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
