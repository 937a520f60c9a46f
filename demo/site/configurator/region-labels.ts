import { regionCodes, regionNames, shortRegionName } from '@nalssi/schemas/facts';

/** Names of a region for people: `충남`, `Chungnam`. */
export const regionLabels = regionCodes.map((code) => ({
  code,
  short: shortRegionName(code),
  full: regionNames[code],
}));
