import { describe, expect, test } from 'vitest';
import { isNight, sunHeight } from '../../../widget/more/sun-position.ts';

const at = (time: string) => Date.parse(time);

describe('the sun', () => {
  // Sunrise and sunset of Seoul as almanacs have them, to within two minutes.
  test.each([
    ['2024-06-21', '05:11', '19:57'],
    ['2024-12-21', '07:43', '17:17'],
    ['2024-03-20', '06:35', '18:43'],
  ])('of Seoul on %s rises at %s and sets at %s', (day, rise, set) => {
    const height = (clock: string, minutes: number) =>
      sunHeight(at(`${day}T${clock}:00+09:00`) + minutes * 60_000, 37.57, 126.98);
    expect(height(rise, -3)).toBeLessThan(-0.833);
    expect(height(rise, 3)).toBeGreaterThan(-0.833);
    expect(height(set, -3)).toBeGreaterThan(-0.833);
    expect(height(set, 3)).toBeLessThan(-0.833);
  });

  test('is down at midnight and up at noon in every region, and where the region is not told', () => {
    for (const region of ['KR-11', 'KR-26', 'KR-49', 'KR-50', null, 'KR-99']) {
      expect(isNight(region, at('2024-11-24T00:00:00+09:00'))).toBe(true);
      expect(isNight(region, at('2024-11-24T12:30:00+09:00'))).toBe(false);
    }
  });
});
