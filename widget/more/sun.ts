import type { ConditionCode } from '@nalssi/schemas/facts';
import { living } from '../feed/freshness.ts';
import { mark } from '../ticker/elements.ts';
import type { ExtendedTicker, ExtensionModel } from '../ticker/extension.ts';
import { isNight } from './sun-position.ts';

const behind = 'M18.5 1a4.2 4.2 0 1 0 4.5 6A3.8 3.8 0 0 1 18.5 1z';

/** What takes the sun's place in the icons that have one. */
const moons: Partial<Readonly<Record<ConditionCode, string>>> = {
  clear: 'M13.5 3.5a8.5 8.5 0 1 0 7.5 12A7.5 7.5 0 0 1 13.5 3.5z',
  'partly-cloudy': 'M9 2.5a6.2 6.2 0 1 0 6 8.5A5.5 5.5 0 0 1 9 2.5z',
  'mostly-cloudy': behind,
  shower: behind,
  'snow-shower': behind,
  haze: 'M13 1a4.2 4.2 0 1 0 4 6.3A3.8 3.8 0 0 1 13 1z',
};

/** Draws the moon for the sun where it is night. */
export class Sun {
  readonly #ticker: ExtendedTicker;
  readonly #days = new WeakMap<Element, string>();
  /** The shapes of the moons by station. */
  #nights = new Map<string, string>();

  constructor(ticker: ExtendedTicker) {
    this.#ticker = ticker;
  }

  show({ snapshot, now }: ExtensionModel): void {
    this.#nights = new Map();
    if (this.#ticker.host.sun === 'always' || snapshot === null) return;
    const regions = new Map<string | null, boolean>();
    for (const { station, region, condition } of snapshot.observations) {
      const moon = moons[living(condition, now)?.value ?? 'overcast'];
      const night = regions.get(region) ?? isNight(region, now);
      regions.set(region, night);
      if (moon !== undefined && night) this.#nights.set(station, moon);
    }
  }

  dress(items: readonly HTMLElement[]): void {
    for (const item of items) {
      const path = item.querySelector('path.sun, path.moon');
      if (path === null) continue;
      const moon = this.#nights.get(item.dataset['station'] ?? '');
      const day = this.#days.get(path);
      if (moon !== undefined) {
        if (day === undefined) this.#days.set(path, path.getAttribute('d') ?? '');
        mark(path, 'class', 'moon');
        mark(path, 'd', moon);
      } else if (day !== undefined) {
        mark(path, 'class', 'sun');
        mark(path, 'd', day);
      }
    }
  }
}
