import type { Shared } from '../board/shared.ts';

// Takes the place of modules that the first script of a board has, in those that come after it.

export const {
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
} = Reflect.get(globalThis, Symbol.for('nalssi.board/1')) as Shared;
