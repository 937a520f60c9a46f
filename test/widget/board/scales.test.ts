import { describe, expect, test } from 'vitest';
import { marks, scales as others, rainScale } from '../../../widget/board/answers/scales.ts';
import {
  luminanceOf,
  type Scale,
  temperatureScale,
  tintOf,
} from '../../../widget/board/model/scales.ts';

// The colours of the board: what stands on them can be read, and they go one way.

const scales: Readonly<Record<string, Scale>> = {
  temperature: temperatureScale,
  ...others,
};

/** Of WCAG 2, 1 to 21. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const whole = (ink: string) => ink.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');

/** Every tenth from below the first stop to above the last. */
function valuesOf({ stops }: Scale): number[] {
  const low = Math.max(stops[0] ?? 0, -40) - 5;
  const high = (stops.at(-1) ?? 0) + 10;
  return Array.from({ length: Math.ceil((high - low) * 10) }, (_, index) => low + index / 10);
}

describe.each(Object.entries(scales))('%s', (_, scale) => {
  test('has as many colours as stops, light and dark', () => {
    expect(scale.light.split(' ')).toHaveLength(scale.stops.length);
    expect(scale.dark.split(' ')).toHaveLength(scale.stops.length);
  });

  test('has text on each of its colours that can be read, 4.5 to 1', () => {
    const contrasts = valuesOf(scale).flatMap((value) => {
      const tint = tintOf(scale, value);
      return tint === null
        ? []
        : [contrast(tint.light, whole(tint.lightInk)), contrast(tint.dark, whole(tint.darkInk))];
    });

    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
  });
});

test('a temperature has the colour of the scale at a stop, and one between two between them', () => {
  expect(tintOf(temperatureScale, 0)?.light).toBe('#78dde0');
  expect(tintOf(temperatureScale, 2.5)?.light).toBe('#8fe8d8');
});

test('a temperature beyond the scale has the colour of its end', () => {
  expect(tintOf(temperatureScale, -40)?.light).toBe('#3c2276');
  expect(tintOf(temperatureScale, 45)?.dark).toBe('#b91e88');
});

test('temperatures grow lighter up to 10 ℃ and darker from there, so that they can be told in grey', () => {
  const lights = temperatureScale.stops.map((stop) =>
    luminanceOf(tintOf(temperatureScale, stop)?.light ?? ''),
  );
  const cold = lights.slice(0, 8);
  const warm = lights.slice(7);

  expect(cold).toEqual(cold.toSorted((one, other) => one - other));
  expect(warm).toEqual(warm.toSorted((one, other) => other - one));
});

test('the marks of the legend lie within its scale', () => {
  for (const [metric, list] of Object.entries(marks)) {
    const { stops } = scales[metric] ?? temperatureScale;
    for (const [value] of list) {
      expect(value, metric).toBeGreaterThanOrEqual(stops[0] ?? 0);
      expect(value, metric).toBeLessThan(stops.at(-1) ?? 0);
    }
  }
});

test('no rain has no colour', () => {
  expect(tintOf(rainScale, 0)).toBeNull();
  expect(tintOf(rainScale, 0.1)).not.toBeNull();
});
