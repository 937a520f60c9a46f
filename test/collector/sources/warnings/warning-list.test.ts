import { expect, test } from 'vitest';
import type { Warning } from '../../../../collector/sources/warning.ts';
import { WarningList } from '../../../../collector/sources/warnings/warning-list.ts';

const asOf = Date.parse('2026-01-01T12:00:00+09:00');
const warning: Warning = {
  kind: 'heat-wave',
  level: 'warning',
  zone: { id: 'L1010500', name: '시흥시' },
  parent: null,
  command: 'issued',
  issuedAt: asOf,
  effectiveAt: asOf,
  endsAt: null,
};

test('what is left out is told once by its zone and kind, and a list without such rows says nothing of it', () => {
  const list = new WarningList();
  const before = list.toBatch(asOf);
  const unread = { zone: 'L1010500', kind: null };
  list.addUnread(unread);
  list.addUnread({ ...unread });

  expect(before).not.toHaveProperty('unread');
  expect(list.toBatch(asOf).unread).toEqual([unread]);
});

test('a row that stands twice counts once', () => {
  const list = new WarningList();
  list.add(warning);
  list.add({ ...warning });

  expect(list.toBatch(asOf)).toMatchObject({
    warnings: [warning],
    dropped: { 'duplicate-warning': 1 },
  });
});

test('a list of which no row can be read is no country without warnings', () => {
  const [empty, unknown, mixed] = [new WarningList(), new WarningList(), new WarningList()];
  unknown.dropUnknown('황사주의');
  mixed.dropUnknown('황사주의');
  mixed.add(warning);

  expect([empty, unknown, mixed].map(({ isUnreadable }) => isUnreadable)).toEqual([
    false,
    true,
    false,
  ]);
  expect(unknown.toBatch(asOf)).toMatchObject({
    dropped: { 'unknown-word': 1 },
    unknownWords: { 황사주의: 1 },
  });
});

test('a list has at most 2,000 warnings: more are refused, and of what is left out no more are told', () => {
  const list = new WarningList();
  const zoneOf = (number: number) => ({ id: `L${1_000_000 + number}`, name: '시흥시' });
  for (let number = 0; number < 2_000; number += 1) {
    list.add({ ...warning, zone: zoneOf(number) });
    list.addUnread({ zone: zoneOf(number).id, kind: null });
  }
  list.addUnread({ zone: zoneOf(2_000).id, kind: null });

  expect(list.toBatch(asOf).warnings).toHaveLength(2_000);
  expect(list.toBatch(asOf).unread).toHaveLength(2_000);
  list.add({ ...warning, zone: zoneOf(0) });
  expect(() => list.add({ ...warning, zone: zoneOf(2_000) })).toThrow(
    expect.objectContaining({ code: 'too-large' }),
  );
});
