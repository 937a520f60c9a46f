import { readFileSync } from 'node:fs';
import { type WarningKind, warningKind, warningLevel } from '@nalssi/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceError } from '../../../../collector/sources/source-error.ts';
import { readHubList } from '../../../../collector/sources/warnings/hub-list.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';
import {
  formatHubWarnings,
  hubWarningsText,
  type UpstreamWarning,
} from '../../../upstream/formats/warnings.ts';
import type { Weather } from '../../../upstream/weather.ts';

const capture = readFileSync(
  new URL('captures/wrn_now_data_new-20260728-1537-rows.txt', import.meta.url),
  'utf8',
);
const rowsOf2026 = readFileSync(
  new URL('captures/warning-rows-2022-2026.txt', import.meta.url),
  'utf8',
);

function read(body: string | Uint8Array, askedAt: number | null = null) {
  const bytes = typeof body === 'string' ? encodeEucKr(body) : body;
  return readHubList(bytes, askedAt);
}

const at = (time: string) => Date.parse(`${time}:00+09:00`);

const header = '# REG_UP  REG_UP_KO  REG_ID  REG_KO  TM_FC  TM_EF  WRN  LVL  CMD  ED_TM';

/** A whole answer around rows. */
function answer(...rows: readonly string[]): string {
  return `#START7777\n#기준시각:202607281537\n${header}\n${rows.join('\n')}\n#7777END\n`;
}

/** A row of Daegu in which cells are put in place of the usual ones. */
function row(cells: Readonly<Record<number, string>> = {}): string {
  const usual = [
    'L1140000',
    '대구광역시',
    'L1140100',
    '대구중부',
    '202607281310',
    '202607281400',
    '폭염',
    '경보',
    '변경',
    ' ',
  ];
  return `${usual.map((cell, index) => cells[index] ?? cell).join(', ')},=`;
}

const daegu = {
  kind: 'heat-wave',
  level: 'warning',
  zone: { id: 'L1140100', name: '대구중부' },
  parent: { id: 'L1140000', name: '대구광역시' },
  command: 'changed',
  issuedAt: at('2026-07-28T13:10'),
  effectiveAt: at('2026-07-28T13:10'),
  endsAt: null,
};

test('the captured rows are read as a person reads them', () => {
  expect(read(capture)).toEqual({
    asOf: at('2026-07-28T15:37'),
    warnings: [
      daegu,
      {
        kind: 'heat-wave',
        level: 'advisory',
        zone: { id: 'L1010100', name: '서울동북권' },
        parent: { id: 'L1110000', name: '서울특별시' },
        command: 'issued',
        issuedAt: at('2026-07-28T10:00'),
        effectiveAt: at('2026-07-28T11:00'),
        endsAt: null,
      },
    ],
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  });
});

test('the rows of 2026 are read with what was done, at which level and from when', () => {
  const { warnings, dropped } = read(rowsOf2026);

  expect(dropped).toEqual({});
  expect(
    warnings.map(({ zone, kind, level, command, issuedAt, effectiveAt }) => [
      zone.name,
      kind,
      level,
      command,
      (Number(effectiveAt) - Number(issuedAt)) / 60_000,
    ]),
  ).toEqual([
    ['서울동남권', 'heat-wave', 'warning', 'changed', 19 * 60],
    ['강화군', 'tropical-night', 'advisory', 'issued', 120],
    ['인천영종', 'heat-wave', 'advisory', 'issued', 60],
    ['광주동부', 'heat-wave', 'severe', 'changed', 19 * 60],
    ['광주서부', 'heat-wave', 'warning', 'changed', 0],
    ['달성군북부', 'heat-wave', 'warning', 'changed', 0],
    ['울릉도.독도', 'strong-wind', 'preliminary', 'issued', 25 * 60 + 58],
  ]);
});

test('UTF-8 is read as well', () => {
  expect(read(new TextEncoder().encode(capture))).toEqual(read(capture));
});

test('lines may end as on Windows', () => {
  expect(read(answer(row()).replaceAll('\n', '\r\n')).warnings).toHaveLength(1);
});

test('header comments alone mean that no warning is in force', () => {
  const text = `#START7777\n#기준시각:202607281537\n${header}\n`;

  expect(read(text)).toMatchObject({ asOf: at('2026-07-28T15:37'), warnings: [], dropped: {} });
});

test('where the answer names no time it speaks of the time it was asked', () => {
  const text = `#START7777\n${header}\n`;

  expect(read(text, at('2026-10-08T12:00'))).toMatchObject({
    asOf: at('2026-10-08T12:00'),
    warnings: [],
  });
});

test('where nobody names a time it speaks of its newest row', () => {
  expect(read(`${row()}\n${row({ 2: 'L1140200', 4: '202607281500' })}\n`).asOf).toBe(
    at('2026-07-28T15:00'),
  );
});

test.each([
  ['강풍', 'strong-wind'],
  ['호우', 'heavy-rain'],
  ['한파', 'cold-wave'],
  ['건조', 'dry'],
  ['해일', 'storm-surge'],
  ['폭풍해일', 'storm-surge'],
  ['지진해일', 'tsunami'],
  ['풍랑', 'high-seas'],
  ['태풍', 'typhoon'],
  ['대설', 'heavy-snow'],
  ['황사', 'yellow-dust'],
  ['폭염', 'heat-wave'],
  ['안개', 'fog'],
  ['열대야', 'tropical-night'],
  ['강풍  ', 'strong-wind'],
])('kind %j is %s', (word, kind) => {
  expect(read(answer(row({ 6: word }))).warnings[0]?.kind).toBe(kind);
});

test.each([
  ['예비', 'preliminary'],
  ['예비특보', 'preliminary'],
  ['주의', 'advisory'],
  ['주의보', 'advisory'],
  ['주의보    ', 'advisory'],
  ['경보', 'warning'],
  ['중대경보', 'severe'],
  ['중대 경보', 'severe'],
])('level %j is %s', (word, level) => {
  expect(read(answer(row({ 7: word }))).warnings[0]?.level).toBe(level);
});

test.each([
  ['발표', 'issued'],
  ['변경', 'changed'],
  ['연장', 'extended'],
  ['정정', 'corrected'],
  ['대치', 'replaced'],
])('command %s keeps a warning in force', (word, command) => {
  expect(read(answer(row({ 8: word }))).warnings[0]?.command).toBe(command);
});

test.each(['해제', '변경해제', '대치해제'])(
  'command %s lifts a warning, from its TM_EF on',
  (word) => {
    expect(read(answer(row({ 8: word })))).toMatchObject({
      warnings: [{ command: 'lifted', effectiveAt: at('2026-07-28T14:00') }],
      dropped: {},
    });
  },
);

test.each([
  [6, '우박'],
  [7, '심각'],
  [8, '보류'],
])('an unknown word in column %i drops its row alone and is counted', (column, word) => {
  const batch = read(answer(row({ [column]: word }), row({ 2: 'L1140200' })));

  expect(batch.warnings.map(({ zone }) => zone.id)).toEqual(['L1140200']);
  expect(batch.dropped).toEqual({ 'unknown-word': 1 });
  expect(batch.unknownWords).toEqual({ [word]: 1 });
});

test.each(['제주시(산지 제외)', '제주시(산지, 추자도 제외)', '쀍똠햏', '울릉도.독도'])(
  'a zone may be called %s',
  (name) => {
    expect(read(answer(row({ 3: name }))).warnings[0]?.zone.name).toBe(name);
  },
);

test('zones at sea are read', () => {
  expect(read(answer(row({ 2: 'S1132200' }))).warnings[0]?.zone.id).toBe('S1132200');
});

test('an expected end is read where it is a time', () => {
  const list = read(answer(row({ 9: '202607290600' }), row({ 2: 'L1140200', 9: '29일 새벽' })));

  expect(list.warnings.map(({ endsAt }) => endsAt)).toEqual([at('2026-07-29T06:00'), null]);
});

test('hour 24 is the next day', () => {
  expect(read(answer(row({ 5: '202607282400' }))).warnings[0]?.effectiveAt).toBe(
    at('2026-07-29T00:00'),
  );
});

test('all that is said of one kind and zone is read, and a row that stands twice once', () => {
  const batch = read(answer(row(), row({ 8: '연장' }), row(), row({ 7: '주의' })));

  expect(batch.warnings.map(({ command, level }) => [command, level])).toEqual([
    ['changed', 'warning'],
    ['extended', 'warning'],
    ['changed', 'advisory'],
  ]);
  expect(batch.dropped).toEqual({ 'duplicate-warning': 1 });
});

test.each([
  ['a cell too few', row().replace('대구광역시, ', '')],
  ['a cell too many', row().replace('대구광역시', '대구, 광역시')],
  ['no zone code', row({ 2: 'Daegu' })],
  ['no zone name', row({ 3: '' })],
  ['markup as a name', row({ 3: '<b>대구</b>' })],
  ['month 13 of issue', row({ 4: '202613281310' })],
  ['no time of issue', row({ 4: '' })],
  ['a time of effect that is none', row({ 5: '202607289999' })],
  ['no end', row().slice(0, -1)],
])('a row with %s is left out alone', (_what, bad) => {
  const batch = read(answer(row(), bad, row({ 2: 'L1140200' })));

  expect(batch.warnings.map(({ zone }) => zone.id)).toEqual(['L1140100', 'L1140200']);
  expect(batch.dropped).toEqual({ 'unreadable-row': 1 });
});

test('columns are found by their names', () => {
  const text = answer(row())
    .replace('WRN  LVL', 'LVL  WRN')
    .replace('ED_TM', 'ED_TM  GRD')
    .replace('폭염, 경보', '경보, 폭염')
    .replace(' ,=', ' , 0,=');

  expect(read(text)).toMatchObject({
    warnings: [{ kind: 'heat-wave', level: 'warning' }],
    unknownKeys: { GRD: 1 },
  });
});

test.each([
  ['a sign', '#\n'],
  ['the first line', '#START7777\n'],
  ['the first line and the last', '#START7777\n#7777END\n'],
  ['all that stands before the columns', '#START7777\n#기준시각:202607281537\n'],
])('%s alone is no country without warnings', (_what, text) => {
  expect(() => read(text, at('2026-07-28T15:37'))).toThrow(
    expect.objectContaining({ code: 'shape' }),
  );
});

describe('a list is refused', () => {
  test.each([
    ['with a renamed column', answer(row()).replace('LVL', 'LEVEL'), 'shape'],
    ['with a missing column', answer(row()).replace('  CMD', ''), 'shape'],
    ['with a column twice', answer(row()).replace('CMD', 'LVL'), 'shape'],
    ['with words one column on', answer(row({ 6: '경보', 7: '변경', 8: '' })), 'shape'],
    ['with an extra column', answer(row().replace('L1140000', '0, L1140000')), 'shape'],
    ['with a base time that is none', answer(row()).replace('281537', '281567'), 'stamp'],
    ['that breaks off in a row', answer(row(), row()).slice(0, -30), 'malformed'],
    ['that breaks off after a row', answer(row()).replace('#7777END\n', ''), 'malformed'],
    ['without comments that breaks off', row().slice(0, 40), 'malformed'],
    ['that is empty', '', 'malformed'],
    ['that is blank', ' \r\n', 'malformed'],
    ['that names no time', `#START7777\n${header}\n`, 'shape'],
    ['of other words', 'Unexpected errors', 'shape'],
    ['that is a page', '<!DOCTYPE html><html><body>안내</body></html>', 'html'],
    [
      'that refuses the key',
      '{"result":{"status":401,"message":"유효한 인증키가 아닙니다."}}',
      'auth',
    ],
    [
      'that is not ours',
      '{"result":{"status":403,"message":"활용신청이 필요한 API 입니다."}}',
      'auth',
    ],
    [
      'that spent its quota',
      '{"result":{"status":403,"message":"일일 최대 호출 건수 제한"}}',
      'quota',
    ],
    ['under maintenance', '<html>시스템 점검 중입니다</html>', 'upstream-fault'],
  ])('%s, with code %3$s', (_what, text, code) => {
    expect(() => read(text)).toThrow(SourceError);
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });
});

const weather: Weather = { observedAt: '2026-07-28T15:37:00+09:00', stations: [] };

const everything: readonly UpstreamWarning[] = warningKind.options.flatMap((kind: WarningKind) =>
  warningLevel.options.map((level, index) => ({
    kind,
    level,
    zone: { id: `L11401${index}0`, name: `제주시${index}(산지 제외)` },
    parent: { id: 'L1140000', name: '제주도' },
    command: '발표',
    issuedAt: '2026-07-28T10:00:00+09:00',
    effectiveAt: '2026-07-28T24:00:00+09:00',
  })),
);

test('every kind and level comes back from what the hub writes', () => {
  const { asOf, warnings, dropped } = read(formatHubWarnings(weather, everything));

  expect(asOf).toBe(at('2026-07-28T15:37'));
  expect(dropped).toEqual({});
  expect(warnings).toEqual(
    everything.map(({ kind, level, zone, parent }) => ({
      kind,
      level,
      zone,
      parent,
      command: 'issued',
      issuedAt: at('2026-07-28T10:00'),
      effectiveAt: at('2026-07-29T00:00'),
      endsAt: null,
    })),
  );
});

test('a country without warnings comes back from what the hub writes', () => {
  expect(hubWarningsText(weather, [])).not.toContain('END');
  expect(read(formatHubWarnings(weather, [])).warnings).toEqual([]);
});

test('whatever happens to the bytes, only SourceError or sound warnings come out', () => {
  const bytes = formatHubWarnings(weather, everything.slice(0, 4));
  const edit = fc.tuple(fc.nat(bytes.length - 1), fc.boolean(), fc.nat(255));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
      let changed = bytes.slice();
      for (const [position, isCut, byte] of edits) {
        if (isCut && byte < 40) changed = changed.slice(0, position);
        else if (position < changed.length) changed[position] = byte;
      }
      try {
        const { asOf, warnings } = read(changed);
        expect(Number.isFinite(asOf)).toBe(true);
        for (const { kind, level, zone, issuedAt } of warnings) {
          expect(warningKind.options).toContain(kind);
          expect(warningLevel.options).toContain(level);
          expect(zone.id).toMatch(/^[A-Z][A-Z\d]{6,11}$/);
          expect(zone.name).not.toMatch(/[<>&"]/);
          expect(Number.isFinite(issuedAt)).toBe(true);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(SourceError);
      }
    }),
    { numRuns: 500 },
  );
});
