import { conditionCodes } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { conditionIcons } from '../../../widget/icons/condition-icons.ts';

test('every condition has an icon that differs from all others without its colours', () => {
  const outlines = conditionCodes.map((code) =>
    conditionIcons[code].map(([, path]) => path).join(' '),
  );
  expect(outlines.every((outline) => outline !== '')).toBe(true);
  expect(new Set(outlines).size).toBe(conditionCodes.length);
});

test('every path is one that SVG can draw', () => {
  for (const [, path] of Object.values(conditionIcons).flat()) {
    expect(path).toMatch(/^M[MmLlHhVvAaZz0-9 .-]+$/);
  }
});
