import fc from 'fast-check';
import type { Change, StampParts } from './change.ts';

/** An input: which scene, and what is done to it. */
export interface FuzzInput {
  readonly scene: number;
  readonly changes: readonly Change[];
}

/** What breaks readers: KMA's marks for no value, numbers that are none, markup, odd characters. */
const bad: readonly string[] = [
  ...['-9', '-9.0', '-99', '-99.0', '-99.7', '-99.9', '-999', '-999.0', '-9999', '9999', '9999.0'],
  ...[
    '999',
    '999.9',
    '99.9',
    '99999',
    '9999.9',
    '-',
    '--',
    '.',
    '',
    ' ',
    'NaN',
    'null',
    'Infinity',
  ],
  ...[
    '0',
    '0.0',
    '-0',
    '-0.0',
    '000',
    '1e5',
    '0x10',
    '1,5',
    '+5',
    '٣',
    '５',
    '-50',
    '-49.9',
    '52.0',
  ],
  ...['41.9', '100', '104.1', '360', '361', '36', '37', '1100', '250.1', '1500.1', '2147483648'],
  ...['1e308', '9'.repeat(30), '9'.repeat(400), '1.'.repeat(50), `0.${'0'.repeat(60)}1`],
  ...[
    '&nbsp;',
    '&lt;',
    '&amp;',
    '&#0;',
    '&#55296;',
    '&#x110000;',
    '&#45;99.9',
    '&a;',
    '&',
    '<',
    '>',
  ],
  ...[
    '"',
    "'",
    '\\',
    '\0',
    '\x07',
    '\x1b[31m',
    '\r',
    '\n',
    '\t',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\ufffd',
  ],
  ...[
    '</td>',
    '<td>',
    '</tr>',
    '<tr>',
    '<table>',
    '</table>',
    '<script>',
    '<!--',
    ']]>',
    '<![CDATA[',
  ],
  ...[
    '<td colspan=999>',
    '<html>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '<?xml version="1.1"?>',
    '/>',
  ],
  ...['#', '#7777END', '#START7777', '=', ',=', ',', ':', '(', ')', '{', '}', '[', ']', '"a":"b",'],
  ...[
    '쀍',
    '똠',
    '햏',
    '없음',
    '○',
    '●',
    'o ',
    '해제',
    '발표',
    '주의보',
    '중대경보',
    '제외',
    '예비특보',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '</local>',
    '<local stn_id="108" ta="-99.9" desc="맑음">',
  ],
];

/** Of any place: the same chance for all, where fast-check would prefer small numbers. */
const place = fc.noBias(fc.nat({ max: 0x3fffffff }));

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...bad) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.integer({ min: -12_000, max: 120_000 }).map((n) => String(n / 10)) },
  { weight: 1, arbitrary: fc.double().map(String) },
);

const every = fc.constantFrom(1, 1, 2, 3, 7, 15, 31);
const length = fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 4_000 }));

const odd: readonly StampParts[] = [
  ['9999', '12', '31', '24', '00'],
  ['9999', '12', '31', '23', '59'],
  ['0000', '00', '00', '00', '00'],
  ['0001', '01', '01', '00', '00'],
  ['1904', '01', '01', '00', '00'],
  ['1903', '12', '31', '23', '59'],
  ['1969', '12', '31', '24', '00'],
  ['2026', '02', '29', '12', '00'],
  ['2026', '01', '12', '24', '00'],
  ['2026', '01', '12', '24', '01'],
  ['2026', '01', '11', '24', '00'],
  ['2026', '13', '01', '07', '00'],
  ['2026', '01', '32', '07', '00'],
  ['2026', '01', '12', '07', '60'],
  ['2026', '01', '12', '99', '99'],
  ['', '', '', '', ''],
];
const minutes = fc.oneof(
  fc.constantFrom(-5, -40, -41, -60, -144, -145, -146, -150, -1_440, 1, 6, 7, 8, 30, 60, 1_440),
  fc.integer({ min: -600_000, max: 600_000 }),
);

const inBytes: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('flip'), at: place, byte: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant('insert'), at: place, text }),
  fc.record({ kind: fc.constant('delete'), at: place, length }),
  fc.record({ kind: fc.constant('repeat'), at: place, length, to: place }),
  fc.record({ kind: fc.constant('splice'), at: place, other: fc.nat({ max: 99 }), from: place }),
  fc.record({ kind: fc.constant('truncate'), at: place }),
  fc.record({
    kind: fc.constant('encode'),
    as: fc.constantFrom('utf-8', 'euc-kr', 'utf-16', 'twice', 'bom'),
  }),
);

const inTable: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('cell'), row: place, column: place, text }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('column'), column: place, every, text }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('scale'),
      column: place,
      every,
      by: fc.constantFrom(10, 0.1, -1, 0, 100),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop-column'), column: place, every }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('double-column'), column: place, every }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('swap-columns'), column: place, with: place }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fill-row'), row: place, text }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('repeat-row'),
      row: place,
      times: fc.integer({ min: 1, max: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop-row'), row: place }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('stamp'), every, stamp: fc.constantFrom(...odd) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('shift'), every, minutes }) },
);

export function arbitraryInput(scenes: number): fc.Arbitrary<FuzzInput> {
  return fc.record({
    scene: fc.noBias(fc.nat({ max: scenes - 1 })),
    // Most inputs keep their form, so that what they hold is read and checked.
    changes: fc.oneof(
      { weight: 2, arbitrary: fc.array(inTable, { minLength: 1, maxLength: 4 }) },
      {
        weight: 1,
        arbitrary: fc.array(fc.oneof(inBytes, inTable), { minLength: 1, maxLength: 6 }),
      },
    ),
  });
}
