import type { ConditionCode } from '@nalssi/schemas';
import { Neighbourhood } from '../quality/neighbourhood.ts';
import type { ElementSnapshot, MergedStation, SourcedValue } from './element-snapshot.ts';

/** How far the sky of another station still says something, km. */
const farthestSky = 50;

/**
 * The part of a condition that holds for the country around: the sky itself and what fills the air
 * of a whole region. Where another station has rain, this one, whose gauge is dry, has its clouds.
 */
const skyOf: Readonly<Partial<Record<ConditionCode, ConditionCode>>> = {
  clear: 'clear',
  'partly-cloudy': 'partly-cloudy',
  'mostly-cloudy': 'mostly-cloudy',
  overcast: 'overcast',
  haze: 'haze',
  dust: 'dust',
  drizzle: 'overcast',
  rain: 'overcast',
  'freezing-rain': 'overcast',
  sleet: 'overcast',
  snow: 'overcast',
  'snow-grains': 'overcast',
  'ice-pellets': 'overcast',
};

/**
 * Gives stations without an observer the sky of the nearest station that has one, marked as
 * derived. Precipitation is not taken over: a station's own gauge says that. A station that has
 * nothing of its own to show is given nothing.
 */
export function deriveConditions(stations: readonly MergedStation[]): MergedStation[] {
  const skies = stations.flatMap(({ station, elements }) => {
    const { lat, lon } = station;
    const sky = elements.condition;
    const shown = sky?.shown ?? null;
    if (!sky || shown === null || lat === null || lon === null || !isObserved(shown)) return [];
    const condition = skyOf[shown.value as ConditionCode];
    const { state, reason } = sky;
    return condition === undefined
      ? []
      : [{ lat, lon, id: station.id, sky: shown, state, reason, condition }];
  });
  if (skies.length === 0) return [...stations];
  const neighbourhood = new Neighbourhood(skies);
  return stations.map((merged) => {
    const { station, elements } = merged;
    const { lat, lon } = station;
    const hasOwn = Object.values(elements).some(({ shown }) => shown !== null);
    if (elements.condition?.shown || !hasOwn || station.network !== 'aws') return merged;
    if (lat === null || lon === null) return merged;
    const [index] = neighbourhood.around({ lat, lon }, farthestSky, 1);
    const nearest = index === undefined ? undefined : skies[index];
    if (nearest === undefined) return merged;
    const shown: SourcedValue = {
      ...nearest.sky,
      value: nearest.condition,
      derived: { method: 'nearest-sky', from: [nearest.id] },
    };
    const { state, reason } = nearest;
    const condition: ElementSnapshot = { state, shown, failed: null, reason };
    return { station, elements: { ...elements, condition } };
  });
}

function isObserved({ derived }: SourcedValue): boolean {
  return (
    derived === undefined ||
    derived.method === 'cloud-amount' ||
    derived.method === 'present-weather'
  );
}
