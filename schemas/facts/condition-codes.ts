/**
 * The closed vocabulary of conditions in the feed. A reader that meets a code it does not know
 * treats it as no condition: later minor versions may add codes.
 */
export const conditionCodes = [
  'clear',
  'partly-cloudy',
  'mostly-cloudy',
  'overcast',
  'drizzle',
  'rain',
  'freezing-rain',
  'shower',
  'sleet',
  'snow',
  'snow-shower',
  'snow-grains',
  'ice-pellets',
  'hail',
  'blowing-snow',
  'thunder',
  'fog',
  'mist',
  'haze',
  'dust',
  'funnel-cloud',
  'precipitation-in-sight',
] as const;

export type ConditionCode = (typeof conditionCodes)[number];
