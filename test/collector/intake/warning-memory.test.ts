import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { remember } from '../../../collector/intake/warning-memory.ts';
import { type HeldWarnings, warningsAt } from '../../../collector/snapshot/warnings-in-force.ts';
import type { Warning, WarningBatch, WarningCommand } from '../../../collector/sources/warning.ts';

const minute = 60_000;
const start = Date.parse('2026-08-02T00:00:00+09:00');
const at = (time: string) => Date.parse(`${time}:00+09:00`);

const zone = { id: 'L1130120', name: '광주동부' };

/** A row of the zone, issued and in effect from these minutes on. */
function row(
  command: WarningCommand,
  level: Warning['level'],
  issued: number,
  effective = issued,
  more: Partial<Warning> = {},
): Warning {
  return {
    kind: 'heat-wave',
    level,
    zone,
    parent: null,
    command,
    issuedAt: start + issued * minute,
    effectiveAt: start + effective * minute,
    endsAt: null,
    ...more,
  };
}

function answer(
  minutesIn: number,
  warnings: readonly Warning[],
  more: Partial<WarningBatch> = {},
): WarningBatch {
  const asOf = start + minutesIn * minute;
  return { asOf, warnings, dropped: {}, unknownWords: {}, unknownKeys: {}, ...more };
}

/** What is held after answers of all there is, each at its minute. */
function heldAfter(...lists: readonly (readonly [number, readonly Warning[]])[]): HeldWarnings {
  const held = lists.reduce<HeldWarnings | null>(
    (before, [when, rows]) => remember(before, [answer(when, rows)], start + when * minute),
    null,
  );
  if (held === null) throw new Error('no answer');
  return held;
}

/** The levels in force at a minute. */
function levelsAt(held: HeldWarnings, when: number): string[] {
  return warningsAt(held, start + when * minute)
    .filter(({ phase }) => phase === 'in-force')
    .map(({ kind, level }) => (kind === 'heat-wave' ? level : `${kind} ${level}`));
}

const warning = row('issued', 'warning', 0);

test('an announced warning that a change only moves to a later time does not begin at its first one', () => {
  const announced = row('issued', 'advisory', 0, 120);
  const held = heldAfter([0, [announced]], [60, [row('changed', 'advisory', 60, 240)]]);

  expect([119, 120, 239, 240].map((when) => levelsAt(held, when))).toEqual([
    [],
    [],
    [],
    ['advisory'],
  ]);
});

test('so does one of which nobody says when it was issued', () => {
  const announced = row('issued', 'advisory', 0, 120, { issuedAt: null });
  const held = heldAfter([0, [announced]], [60, [row('changed', 'advisory', 60, 240)]]);

  expect([120, 239, 240].map((when) => levelsAt(held, when))).toEqual([[], [], ['advisory']]);
});

test('an announced warning that a change raises for later begins at its own time', () => {
  const announced = row('issued', 'advisory', 0, 120);
  const held = heldAfter([0, [announced]], [60, [row('changed', 'warning', 60, 240)]]);

  expect([119, 120, 239, 240].map((when) => levelsAt(held, when))).toEqual([
    [],
    ['advisory'],
    ['advisory'],
    ['warning'],
  ]);
});
const change = row('changed', 'severe', 60, 240);

describe('what an announced change replaces', () => {
  test('holds until the change takes effect, to the minute', () => {
    const held = heldAfter([10, [warning]], [70, [change]], [80, [change]]);

    expect([80, 239, 240].map((when) => levelsAt(held, when))).toEqual([
      ['warning'],
      ['warning'],
      ['severe'],
    ]);
  });

  test('ends when the change does, and the change is announced meanwhile', () => {
    const standing = warningsAt(heldAfter([10, [warning]], [70, [change]]), start + 70 * minute);

    expect(standing.map(({ level, phase, endsAt }) => [level, phase, endsAt])).toEqual(
      expect.arrayContaining([
        ['warning', 'in-force', start + 240 * minute],
        ['severe', 'announced', null],
      ]),
    );
  });

  test('ends at once when its zone is gone from the list', () => {
    expect(levelsAt(heldAfter([10, [warning]], [70, [change]], [80, []]), 80)).toEqual([]);
  });

  test('is known again after a night without an answer, while the change still stands', () => {
    const later = row('changed', 'severe', 60, 1_200);

    expect(levelsAt(heldAfter([10, [warning]], [70, [later]], [1_100, [later]]), 1_100)).toEqual([
      'warning',
    ]);
  });

  test('holds to the new time where the change is put off', () => {
    const putOff = row('corrected', 'severe', 90, 300);
    const held = heldAfter([10, [warning]], [70, [change]], [100, [putOff]]);

    expect([299, 300].map((when) => levelsAt(held, when))).toEqual([['warning'], ['severe']]);
  });

  test('may itself not have begun', () => {
    const held = heldAfter([0, [row('issued', 'warning', 0, 120)]], [70, [change]]);

    expect([100, 120, 240].map((when) => levelsAt(held, when))).toEqual([
      [],
      ['warning'],
      ['severe'],
    ]);
  });

  test.each(['changed', 'replaced'] as const)('may be %s to another kind', (command) => {
    const typhoon = { ...warning, kind: 'typhoon' as const };
    const wind = { ...row(command, 'advisory', 60, 240), kind: 'strong-wind' as const };
    const held = heldAfter([10, [typhoon]], [70, [wind]], [80, [wind]]);

    expect([80, 239, 240].map((when) => levelsAt(held, when))).toEqual([
      ['typhoon warning'],
      ['typhoon warning'],
      ['strong-wind advisory'],
    ]);
  });

  test.each(['issued', 'extended', 'lifted'] as const)(
    'is not what another kind that is %s leaves behind',
    (command) => {
      const typhoon = { ...warning, kind: 'typhoon' as const };
      const wind = { ...row(command, 'advisory', 60, 240), kind: 'strong-wind' as const };
      const held = heldAfter([10, [typhoon]], [70, [wind]]);

      expect(levelsAt(held, 70)).not.toContain('typhoon warning');
    },
  );

  test('is not what a preliminary warning of another kind changes', () => {
    const typhoon = { ...warning, kind: 'typhoon' as const };
    const wind = { ...row('changed', 'preliminary', 60, 240), kind: 'strong-wind' as const };

    expect(levelsAt(heldAfter([10, [typhoon]], [70, [wind]]), 70)).toEqual([]);
  });
});

describe('a lift that is announced', () => {
  const lift = row('lifted', 'warning', 60, 180);

  test('ends the warning though another is announced for later meanwhile', () => {
    const anew = row('issued', 'advisory', 120, 600);
    const held = heldAfter([10, [warning]], [70, [lift]], [130, [anew]], [140, [anew]]);

    expect([140, 179, 180, 599, 600].map((when) => levelsAt(held, when))).toEqual([
      ['warning'],
      ['warning'],
      [],
      [],
      ['advisory'],
    ]);
  });

  test('is taken back by an extension or a change', () => {
    const longer = row('extended', 'warning', 120, 600);
    const held = heldAfter([10, [warning]], [70, [lift]], [130, [longer]]);

    expect([180, 599].map((when) => levelsAt(held, when))).toEqual([['warning'], ['warning']]);
  });

  test.each([
    ['beside the warning', [warning, lift], [warning, lift]],
    ['in place of the warning', [lift], [lift]],
    ['once, and is gone from the list then', [lift], []],
  ])('%s ends it at its effect', (_how, first, second) => {
    const held = heldAfter([10, [warning]], [70, first], [80, second]);

    expect([80, 179, 180].map((when) => levelsAt(held, when))).toEqual([
      ['warning'],
      ['warning'],
      [],
    ]);
  });

  test('says that the warning holds where this was never read', () => {
    const standing = warningsAt(heldAfter([70, [lift]]), start + 70 * minute);

    expect(standing).toMatchObject([{ level: 'warning', phase: 'in-force', isInferred: true }]);
    expect(levelsAt(heldAfter([70, [lift]], [80, [lift]]), 180)).toEqual([]);
  });

  test('for days ahead does not keep what is gone from the list', () => {
    const far = row('lifted', 'warning', 60, 60 * 24 * 60);

    expect(levelsAt(heldAfter([10, [warning]], [70, [far]], [80, []]), 80)).toEqual([]);
  });

  test('for two days ahead, to the minute, keeps it', () => {
    const ofTwoDays = row('lifted', 'warning', 60, 80 + 2 * 24 * 60);
    const held = heldAfter([10, [warning]], [70, [ofTwoDays]], [80, []]);

    expect(levelsAt(held, 80)).toEqual(['warning']);
  });
});

test('a warning that is gone from the list without a word was lifted', () => {
  expect(levelsAt(heldAfter([10, [warning]], [20, []]), 20)).toEqual([]);
});

describe('without a past', () => {
  test('an announced change says that a warning holds, of the lowest level', () => {
    const standing = warningsAt(heldAfter([70, [change]]), start + 70 * minute);

    expect(standing).toEqual([
      expect.objectContaining({
        level: 'advisory',
        phase: 'in-force',
        isInferred: true,
        issuedAt: null,
        endsAt: start + 240 * minute,
      }),
      expect.objectContaining({ level: 'severe', phase: 'announced', isInferred: false }),
    ]);
  });

  test('an announced extension says that the same level holds', () => {
    expect(levelsAt(heldAfter([70, [row('extended', 'warning', 60, 240)]]), 70)).toEqual([
      'warning',
    ]);
  });

  test('a warning that is announced says nothing of now', () => {
    expect(levelsAt(heldAfter([70, [row('issued', 'warning', 60, 240)]]), 70)).toEqual([]);
  });

  test('a change beside another kind of warning may be one of that, and says nothing', () => {
    const typhoon = { ...warning, kind: 'typhoon' as const };

    expect(levelsAt(heldAfter([70, [typhoon, change]]), 70)).toEqual(['typhoon warning']);
  });
});

test('a preliminary warning is announced whatever its time, beside what is in force', () => {
  const preliminary = row('issued', 'preliminary', 5, 20);
  const standing = warningsAt(heldAfter([30, [preliminary, warning]]), start + 30 * minute);

  expect(standing.map(({ level, phase }) => [level, phase])).toEqual([
    ['preliminary', 'announced'],
    ['warning', 'in-force'],
  ]);
});

describe('of the two parts of a list', () => {
  const issued = (when: number, rows: readonly Warning[]) => answer(when, rows, { part: 'issued' });
  const effective = (when: number, rows: readonly Warning[]) =>
    answer(when, rows, { part: 'effective' });
  const both = remember(
    null,
    [issued(70, [change]), effective(70, [warning])],
    start + 70 * minute,
  );

  test('one says what holds and the other what is announced', () => {
    expect([70, 240].map((when) => levelsAt(both, when))).toEqual([['warning'], ['severe']]);
  });

  test('a change that the one announces does not keep what the other has no more', () => {
    const held = remember(both, [issued(80, [change]), effective(80, [])], start + 80 * minute);

    expect(levelsAt(held, 80)).toEqual([]);
  });

  test('a row of the other that cannot be read keeps what the change will replace', () => {
    const unread = { part: 'effective', unread: [{ zone: zone.id, kind: null }] } as const;
    const held = remember(
      both,
      [issued(80, [change]), answer(80, [], unread)],
      start + 80 * minute,
    );

    expect([80, 240].map((when) => levelsAt(held, when))).toEqual([['warning'], ['severe']]);
  });

  test.each([
    ['heat-wave', ['warning']],
    ['strong-wind', []],
  ] as const)(
    'a row of the other of which only %s can be read keeps no other kind',
    (kind, levels) => {
      const unread = { part: 'effective', unread: [{ zone: zone.id, kind }] } as const;
      const held = remember(
        both,
        [issued(80, [change]), answer(80, [], unread)],
        start + 80 * minute,
      );

      expect(levelsAt(held, 80)).toEqual(levels);
    },
  );

  test('one alone does not say that anything is gone', () => {
    const held = remember(both, [issued(80, [])], start + 80 * minute);

    expect(levelsAt(held, 80)).toEqual(['warning']);
  });

  test('one alone is believed when the other stays away', () => {
    const held = remember(both, [issued(170, [])], start + 170 * minute);

    expect(levelsAt(held, 170)).toEqual([]);
  });

  test('the counts of what was left out are not added up', () => {
    const dropped = { 'unknown-word': 1 };
    const held = remember(
      null,
      [answer(70, [], { part: 'issued', dropped }), answer(70, [], { part: 'effective', dropped })],
      start + 70 * minute,
    );

    expect(held.dropped).toEqual(dropped);
  });
});

describe("a message of the portal's that takes effect later", () => {
  const text = (level: Warning['level']): Warning => ({
    ...warning,
    level,
    zone: { id: null, name: '광주동부' },
    command: null,
    issuedAt: null,
    effectiveAt: null,
  });
  const later = { takesEffectAt: at('2026-08-02T04:00') };
  const before = heldAfter([10, [text('warning')]]);

  test.each([
    ['leaves out what holds', []],
    ['names it at a lower level', [text('advisory')]],
  ])('and %s does not hide it before', (_what, rows) => {
    const held = remember(before, [answer(70, rows, later)], start + 70 * minute);

    expect(levelsAt(held, 239)).toEqual(['warning']);
    expect(levelsAt(held, 240)).toEqual(rows.map(({ level }) => level));
  });

  test('and names what is new does not hold this back', () => {
    const held = remember(before, [answer(70, [text('severe')], later)], start + 70 * minute);

    expect(levelsAt(held, 70)).toEqual(['severe']);
  });
});

/** What KMA does to one kind in one zone: each step takes effect after the one before. */
const history = fc
  .array(
    fc.record({
      level: fc.constantFrom('advisory' as const, 'warning' as const, 'severe' as const),
      gap: fc.integer({ min: 1, max: 90 }),
      delay: fc.integer({ min: 0, max: 200 }),
      isLift: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((steps) => {
    let [issued, effective] = [0, -1];
    let isOn = false;
    return steps.map(({ level, gap, delay, isLift }) => {
      // After a lift comes a new warning, once the lift has taken effect.
      issued = (isOn ? issued : Math.max(issued, effective)) + gap;
      effective = Math.max(issued + delay, effective + 1);
      const command = !isOn ? 'issued' : isLift ? 'lifted' : 'changed';
      isOn = command !== 'lifted';
      return row(command, level, issued, effective);
    });
  });

/** A change that only moves a warning, and goes unread between two answers, is no matter of the memory. */
const historyOfLevels = history.filter((rows) =>
  rows.every(({ command, level }, at) => command !== 'changed' || level !== rows[at - 1]?.level),
);

const issuedBy = (rows: readonly Warning[], now: number) =>
  rows.filter(({ issuedAt }) => Number(issuedAt) <= now).at(-1);
/** Whether what follows, of the same level, was issued before it began: only its time has changed. */
const isMoved = (row: Warning, next: Warning | undefined, now: number) =>
  next?.command === 'changed' &&
  next.level === row.level &&
  Number(next.issuedAt) <= now &&
  Number(next.issuedAt) < Number(row.effectiveAt);
const truthAt = (rows: readonly Warning[], now: number) => {
  const last = rows
    .filter((row, index) => Number(row.effectiveAt) <= now && !isMoved(row, rows[index + 1], now))
    .at(-1);
  return last === undefined || last.command === 'lifted' ? undefined : last;
};
const some = <Value>(value: Value | undefined): Value[] => (value === undefined ? [] : [value]);
const isOver = ({ command, effectiveAt }: Warning, now: number) =>
  command === 'lifted' && Number(effectiveAt) <= now;

describe('whatever KMA announces', () => {
  test('what holds is shown and what is lifted is not, at every minute, where lifts are rows', () => {
    fc.assert(
      fc.property(history, (rows) => {
        let held: HeldWarnings | null = null;
        const end = Math.max(...rows.map(({ effectiveAt }) => Number(effectiveAt))) + minute;
        for (let now = start; now <= end; now += minute) {
          const isNews = rows.some(({ issuedAt }) => issuedAt === now);
          if (held === null || isNews || (now / minute) % 10 === 0) {
            const listed = some(issuedBy(rows, now)).filter((last) => !isOver(last, now));
            held = remember(held, [{ ...answer(0, listed), asOf: now }], now);
          }
          expect(levelsAt(held, (now - start) / minute)).toEqual(
            some(truthAt(rows, now)).map(({ level }) => level),
          );
        }
      }),
    );
  });

  test('the same is so at each answer where lifts are no rows and both parts are asked', () => {
    fc.assert(
      fc.property(historyOfLevels, fc.boolean(), (rows, listsLifts) => {
        let held: HeldWarnings | null = null;
        for (let now = start; now <= start + 1_600 * minute; now += 10 * minute) {
          const last = some(issuedBy(rows, now)).filter(
            (one) => !isOver(one, now) && (listsLifts || one.command !== 'lifted'),
          );
          const parts: WarningBatch[] = [
            { ...answer(0, last, { part: 'issued' }), asOf: now },
            { ...answer(0, some(truthAt(rows, now)), { part: 'effective' }), asOf: now },
          ];
          held = remember(held, parts, now);
          const read = warningsAt(held, now).filter(
            // Where a warning is announced and changed between two answers, the change alone is read.
            ({ phase, isInferred }) => phase === 'in-force' && !isInferred,
          );
          expect(read.map(({ level }) => level)).toEqual(
            some(truthAt(rows, now)).map(({ level }) => level),
          );
        }
      }),
    );
  });
});

const anyRow = fc
  .record({
    command: fc.constantFrom(
      ...(['issued', 'changed', 'extended', 'corrected', 'replaced', 'lifted'] as const),
    ),
    level: fc.constantFrom(...(['preliminary', 'advisory', 'warning', 'severe'] as const)),
    issued: fc.nat(50),
    effective: fc.nat(200),
    kind: fc.constantFrom('heat-wave' as const, 'typhoon' as const),
    isElsewhere: fc.boolean(),
  })
  .map(({ command, level, issued, effective, kind, isElsewhere }) =>
    row(command, level, issued, effective, {
      kind,
      ...(isElsewhere && { zone: { id: 'L1130110', name: '광주서부' } }),
    }),
  );
const anyRows = fc.array(anyRow, { maxLength: 8 });

test('the order of the rows means nothing', () => {
  const shuffled = anyRows.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  );
  const texts = (held: HeldWarnings, when: number) =>
    warningsAt(held, start + when * minute)
      .map((standing) => JSON.stringify(standing))
      .sort();
  fc.assert(
    fc.property(shuffled, shuffled, fc.nat(200), ([a, b], [c, d], when) => {
      expect(texts(heldAfter([40, b], [60, d]), when)).toEqual(
        texts(heldAfter([40, a], [60, c]), when),
      );
    }),
  );
});

test('the same answer once more changes nothing', () => {
  fc.assert(
    fc.property(anyRows, anyRows, (first, second) => {
      const held = heldAfter([40, first], [60, second]);

      expect(remember(held, [answer(60, second)], start + 60 * minute)).toEqual(held);
    }),
  );
});

test('a change takes the place of one announced warning, whatever the order and however often it is heard', () => {
  const [advisory, severe] = [row('issued', 'advisory', 1, 90), row('issued', 'severe', 1, 90)];
  const later = [row('issued', 'severe', 0, 120), row('changed', 'advisory', 2, 120)];
  const [one, other] = [
    [advisory, severe],
    [severe, advisory],
  ].map((first) => heldAfter([40, first], [60, later], [70, later]).kept);

  expect(one?.map(({ warning: { level } }) => level)).toEqual(['severe']);
  expect(other).toEqual(one);
});

test('what stands behind a change that was heard before stays there', () => {
  const first = [row('issued', 'advisory', 1, 90), row('issued', 'severe', 2, 120)];
  const later = [row('issued', 'severe', 0, 120), row('changed', 'advisory', 2, 0)];
  const once = heldAfter([40, first], [60, later]);

  expect(heldAfter([40, first], [60, later], [60, later]).kept).toEqual(once.kept);
  expect(once.kept).toHaveLength(1);
});
