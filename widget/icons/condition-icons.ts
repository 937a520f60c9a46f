import type { ConditionCode } from '@nalssi/schemas/facts';

/** What a layer depicts, which is also how it is coloured. */
type IconTint = 'sun' | 'cloud' | 'rain' | 'snow' | 'air' | 'dust';

/** One path of an icon in a 24 x 24 box; later layers lie over earlier ones. */
export type IconLayer = readonly [tint: IconTint, path: string];

// Closed shapes are filled, open lines are stroked: one style serves both. Each condition differs
// from every other in outline, not only in colour. Few decimals and shared shapes keep it small.
const cloud: IconLayer = ['cloud', 'M7 20a5 5 0 0 1-.5-9.5 6 6 0 0 1 11.5 1 4.3 4.3 0 0 1 0 8.5z'];
const high: IconLayer = ['cloud', 'M7 15a4.5 4.5 0 0 1-.5-8.8 6 6 0 0 1 11.5 1 4 4 0 0 1 0 7.8z'];
const small: IconLayer = ['cloud', 'M11 21a3.5 3.5 0 0 1 0-7 4.5 4.5 0 0 1 8.5 1 3 3 0 0 1 0 6z'];
const behind: IconLayer = ['air', 'M12 7a5 5 0 0 1 9 2 3.5 3.5 0 0 1 1 5.5'];
const sun: IconLayer = ['sun', 'M16 4a4 4 0 1 0 .1 0zM16 .9v.1M22 3l-.5.5M23.5 8h-.5'];

const drops = (...places: readonly number[]): IconLayer => [
  'rain',
  places.map((x) => `M${x} 18l-1 4`).join(''),
];
const flakes = (...places: readonly string[]): IconLayer => [
  'snow',
  places.map((place) => `M${place}m-3 0h6M${place}m-1.5-2.6l3 5.2m0-5.2l-3 5.2`).join(''),
];
const dots = (...places: readonly string[]) => places.map((place) => `M${place}h0`).join('');

/** Our own drawings, by day, for every condition of the feed. */
export const conditionIcons: Readonly<Record<ConditionCode, readonly IconLayer[]>> = {
  clear: [
    [
      'sun',
      'M12 7.5a4.5 4.5 0 1 0 .1 0zM12 2v2m0 16v2M2 12h2m16 0h2M5 5l1.5 1.5m11 11L19 19M5 19l1.5-1.5m11-11L19 5',
    ],
  ],
  'partly-cloudy': [
    ['sun', 'M9 5a4 4 0 1 0 .1 0zM9 1v1M1 9h1M3.3 3.3l.7.7m10.7-.7l-.7.7M3.3 14.7L4 14'],
    small,
  ],
  'mostly-cloudy': [sun, cloud],
  overcast: [behind, cloud],
  drizzle: [high, ['rain', dots('8 18', '12 18', '16 18', '10 22', '14 22')]],
  rain: [high, drops(8, 13, 18)],
  'freezing-rain': [high, ['rain', 'M8 17v2m4-2v2m4-2v2'], ['snow', 'M5 22.5h14']],
  shower: [sun, high, drops(10, 16)],
  sleet: [high, drops(8), flakes('15 20')],
  snow: [high, flakes('8 20', '16 20')],
  'snow-shower': [sun, high, flakes('12 20')],
  'snow-grains': [high, ['snow', 'M7 18l1 2H6zm5 2l1 2h-2zm5-2l1 2h-2z']],
  'ice-pellets': [high, ['snow', 'M6 18h3v3H6zm8 0h3v3h-3z']],
  hail: [high, ['snow', 'M12 17.3a2.6 2.6 0 1 0 .1 0z']],
  'blowing-snow': [
    ['air', 'M2 8h11a3 3 0 1 0-2.5-4M2 12h17a3 3 0 1 1-3 4'],
    flakes('6 18', '11 21', '20 7'),
  ],
  thunder: [high, ['sun', 'M13 13l-4 5h3l-1 5 5-6h-3l2-4z']],
  fog: [high, ['air', 'M4 18h16M7 22h13']],
  mist: [['air', 'M3 8h11m4 0h3M3 12h3m4 0h11M3 16h13m4 0h1']],
  haze: [
    ['sun', 'M7 8a5 5 0 0 1 10 0z'],
    ['air', 'M3 12h18M5 16h14M8 20h8'],
  ],
  dust: [
    [
      'dust',
      `M2 8h12a3 3 0 1 0-3-4M2 12h18${dots('4 16', '9 16', '14 16', '19 16', '7 20', '12 20', '17 20')}`,
    ],
  ],
  'funnel-cloud': [['air', 'M3 4h18M6 8h13M9 12h8m-7 4h5m-4 4h2']],
  'precipitation-in-sight': [high, drops(14, 18), ['air', 'M2 23h20M5 18a2 2 0 1 0 .1 0z']],
};
