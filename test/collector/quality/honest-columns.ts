import { type NumericElement, type Station, stationCatalogue } from '@nalssi/schemas';

/**
 * Wind, humidity, rain and pressure of the surface stations as days in Korea are, from a seed: breezes
 * from the sea by day and back by night, storms that come within hours with rain, fog, fronts that turn
 * the wind where they are, typhoons that turn it around themselves.
 */
export type Values = Partial<Record<NumericElement, number>>;
export type Country = readonly Values[];

export const surfaceStations: readonly Station[] = stationCatalogue.filter(
  ({ network }) => network === 'asos',
);

/** From 0 to 1, always the same for a number. */
const chance = (seed: number) => {
  let bits = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
};
const bell = (seed: number) =>
  Math.sqrt(-2 * Math.log(chance(seed) || 0.5)) * Math.cos(2 * Math.PI * chance(seed + 7));
const tenth = (value: number) => Math.round(value * 10) / 10;
const degrees = (value: number) => ((value % 360) + 360) % 360;

const kinds = [
  'none',
  'sea breeze',
  'none',
  'storm',
  'front',
  'fog',
  'none',
  'typhoon',
  'fast front',
  'valley winds',
] as const;

/** An hour of a day, and the part of an hour. */
export function countryAt(
  day: number,
  ofDay: number,
  stations: readonly Station[] = surfaceStations,
): Country {
  const kind = kinds[day % kinds.length] ?? 'none';
  const sun = Math.max(0, Math.sin(((ofDay - 8) / 12) * Math.PI));
  const breeze = 1 + 1.2 * sun + chance(day) * 2;
  const storm =
    kind === 'storm' || kind === 'typhoon' ? 1 + 1.3 * Math.exp(-(((ofDay - 14) / 5) ** 2)) : 1;
  // The driest days of spring have 22 %.
  const damp = Math.max(22, 65 - 25 * sun + 15 * bell(day * 3));
  const flow = 360 * chance(day * 11) + (chance(day * 13) - 0.5) * 16 * ofDay;
  const [south, west] = [bell(day * 17), bell(day * 19)];
  return stations.map(({ lat, lon }, index) => {
    const seed = day * 100_003 + Math.round(ofDay * 60) * 101 + index * 7919;
    const [y, x] = [(lat ?? 36) - 36, (lon ?? 128) - 128];
    const place = Math.exp(0.5 * bell(index + 1));
    const local = localWind(kind, index, ofDay);
    const speed = breeze * storm * place * Math.exp(0.4 * bell(seed)) * (local?.strength ?? 1);
    const humidity =
      kind === 'fog' && ofDay < 9 ? 96 + 4 * chance(seed) : damp + 12 * bell(index + 5);
    const wet = (kind === 'storm' || kind === 'typhoon') && chance(seed + 3) < 0.8;
    const since = sinceFront(day, kind, ofDay, y, x);
    const noise = (70 / (0.5 + speed)) * bell(seed + 13) + 25 * bell(index + 3);
    return {
      windSpeed: speed < 0.3 ? 0 : tenth(speed),
      windDirection: Math.round(degrees(directionAt() + noise)),
      humidity: Math.round(Math.min(100, Math.max(5, humidity + 4 * bell(seed + 11)))),
      rain: wet ? tenth(4 * Math.exp(0.9 * bell(seed + 5))) : 0,
      pressure: tenth(
        1000 +
          20 * chance(day) +
          2 * south * y +
          2 * west * x +
          0.3 * bell(index + 9) -
          ofDay * south * 0.3 +
          3 * since +
          0.15 * bell(seed + 9),
      ),
    };

    function directionAt(): number {
      if (local !== null) return local.direction;
      if (kind === 'typhoon') {
        // It comes from the south and leaves to the north-east, winds to the left around it.
        const [atY, atX] = [-4 + 0.45 * ofDay, -2 + 0.25 * ofDay];
        return degrees((Math.atan2(y - atY, (x - atX) * 0.8) * -180) / Math.PI + 180 - 20);
      }
      return flow + since * (60 + 60 * chance(day * 23));
    }
  });
}

/** 0 before a front that comes from the north-west, 1 after it. */
function sinceFront(day: number, kind: string, ofDay: number, y: number, x: number): number {
  if (kind !== 'front' && kind !== 'fast front') return 0;
  const speed = kind === 'fast front' ? 110 : 35 + 45 * chance(day * 29);
  const distance = (2.6 - y) * 80 + (x + 2.5) * 60;
  const hours = ofDay - 4 - 10 * chance(day * 31) - distance / speed;
  return Math.min(1, Math.max(0, hours / (0.5 + chance(day * 37))));
}

/**
 * Sea and valley winds: each coast and valley has its own way down, and the wind comes up by day. It turns
 * around within an hour, each at its own time in three hours of the morning and the evening, and is weak then.
 */
function localWind(kind: string, index: number, ofDay: number) {
  const isLocal = kind === 'valley winds' || (kind === 'sea breeze' && chance(index + 21) < 0.5);
  if (!isLocal) return null;
  const share = (from: number) => Math.min(1, Math.max(0, ofDay - from));
  const [up, back] = [share(8 + 3 * chance(index + 25)), share(17 + 3 * chance(index + 27))];
  const side = chance(index + 29) < 0.5 ? 1 : -1;
  const turning = Math.max(Math.sin(up * Math.PI), Math.sin(back * Math.PI));
  return {
    direction: 360 * chance(index + 23) + side * 180 * (up - back),
    strength: 1 - 0.6 * turning,
  };
}
