import type { Instant } from '../time/clock.ts';
import type { ElementSnapshot, MergedStation, SourcedValue } from './element-snapshot.ts';
import { feelsLike } from './feels-like.ts';

/**
 * Adds the feels-like temperature where no upstream gives one as new as the temperature and of the
 * same mind, computed by KMA's formulas and marked as derived.
 */
export function deriveFeelsLike(stations: readonly MergedStation[], now: Instant): MergedStation[] {
  return stations.map((merged) => {
    const { station, elements } = merged;
    const temperature = elements.temperature?.shown;
    if (!temperature) return merged;
    const given = elements.feelsLike?.shown;
    const isApart = elements.temperature?.apart?.some(({ source }) => source === given?.source);
    if (given && given.observedAt >= temperature.observedAt && !isApart) return merged;
    const value = feelsLike(
      temperature.observedAt,
      Number(temperature.value),
      numberOf(elements.humidity, now),
      numberOf(elements.windSpeed, now),
    );
    if (value === null) return merged;
    const shown: SourcedValue = {
      ...temperature,
      value,
      quality: 'unchecked',
      checks: [],
      failed: [],
      derived: { method: 'formula', from: [station.id] },
    };
    const { state, reason } = elements.temperature as ElementSnapshot;
    const computed: ElementSnapshot = { state, shown, failed: null, reason };
    return { station, elements: { ...elements, feelsLike: computed } };
  });
}

function numberOf(element: ElementSnapshot | undefined, now: Instant): number | undefined {
  const shown = element?.shown;
  return shown && shown.expiresAt > now ? Number(shown.value) : undefined;
}
