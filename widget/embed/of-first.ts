import type { Shared } from '../board/shared.ts';

// Takes the place of modules that the first script of a board has, in those that come after it.

export const {
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
} = Reflect.get(globalThis, Symbol.for('nalssi.board/1')) as Shared;
