import type { Shared } from '../board/shared.ts';

// Takes the place of modules that the first script of a board has, in those that come after it.

export const {
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
} = Reflect.get(globalThis, Symbol.for('nalssi.board/1')) as Shared;
