import { readFileSync } from 'node:fs';
import { warningKind, warningLevel } from '@nalssi/schemas';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceError } from '../../../../collector/sources/source-error.ts';
import { readPortalStatus } from '../../../../collector/sources/warnings/portal-status.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';
import { formatPortalAnswer } from '../../../upstream/formats/data-go-kr.ts';
import { formatPortalWarnings, type UpstreamWarning } from '../../../upstream/formats/warnings.ts';
import type { Weather } from '../../../upstream/weather.ts';

function capture(name: string): string {
  return readFileSync(new URL(`captures/${name}`, import.meta.url), 'utf8');
}

function read(body: string | Uint8Array, askedAt: number | null = null) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return readPortalStatus(bytes, askedAt);
}

function status(t6: string, t7 = 'o 없음', more: Readonly<Record<string, string | number>> = {}) {
  return formatPortalAnswer(
    [{ other: 'o 없음', t6, t7, tmEf: '202609261200', tmFc: 202609261200, tmSeq: 1, ...more }],
    'JSON',
  );
}

/** Kind, level, zone and the zone above, in short. */
function listOf(t6: string, t7?: string): string[] {
  return read(status(t6, t7)).warnings.map(
    ({ kind, level, zone, parent }) => `${kind} ${level} ${parent?.name ?? '-'} ${zone.name}`,
  );
}

const noon = Date.parse('2026-09-26T12:00:00+09:00');

test('the capture of a day without warnings is an empty list', () => {
  expect(read(capture('getPwnStatus-20260926-1200.json'))).toEqual({
    asOf: noon,
    takesEffectAt: noon,
    warnings: [],
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  });
});

test("the example of the portal's guide is read zone by zone", () => {
  const { t6 } = JSON.parse(capture('getPwnStatus-2017-guide-fields.json')) as { t6: string };

  expect(listOf(t6)).toEqual([
    'strong-wind advisory - 울릉도.독도',
    'high-seas advisory - 남해동부먼바다',
    'high-seas advisory - 동해중부먼바다',
    'high-seas advisory - 동해남부먼바다',
  ]);
});

test('a warning of the portal has no code and no times of its own', () => {
  expect(read(status('o 강풍주의보 : 울릉도.독도')).warnings).toEqual([
    {
      kind: 'strong-wind',
      level: 'advisory',
      zone: { id: null, name: '울릉도.독도' },
      parent: null,
      command: null,
      issuedAt: null,
      effectiveAt: null,
      endsAt: null,
    },
  ]);
});

test('the list speaks of the time it was asked for', () => {
  expect(read(status('o 없음'), Date.parse('2026-09-26T15:30:00+09:00')).asOf).toBe(
    Date.parse('2026-09-26T15:30:00+09:00'),
  );
});

test('zones in parentheses are read one by one', () => {
  expect(listOf('o 폭염중대경보 : 경기도(과천, 성남), 쀍똠, 제주도(제주시(산지))')).toEqual([
    'heat-wave severe 경기도 과천',
    'heat-wave severe 경기도 성남',
    'heat-wave severe - 쀍똠',
    'heat-wave severe 제주도 제주시(산지)',
  ]);
});

test('what is left out of a zone is not warned', () => {
  expect(listOf('o 한파경보 : 강원도(태백, 평창군산지 제외), 서울')).toEqual([
    'cold-wave warning - 강원도(태백, 평창군산지 제외)',
    'cold-wave warning - 서울',
  ]);
});

/** As KMA wrote it on 2026-07-29 and 2026-10-05, each in part. */
const july =
  'o 폭염중대경보 : 경상남도(양산, 김해)\r\no 폭염경보 : 전라남도(완도(여서도 제외), 무안북부), 서울(서울서북권 제외), 인천(인천북부), 대전';
const october =
  'o 강풍주의보 : 서해5도(백령도.대청도), 충청남도(보령도서), 전라남도(흑산도.홍도), 전북자치도(부안위도면, 군산옥도면(어청도 제외), 군산어청도) o 풍랑주의보 : 서해중부안쪽먼바다';

test('the texts of 2026 are read zone by zone', () => {
  expect(listOf(july)).toEqual([
    'heat-wave severe 경상남도 양산',
    'heat-wave severe 경상남도 김해',
    'heat-wave warning 전라남도 완도(여서도 제외)',
    'heat-wave warning 전라남도 무안북부',
    'heat-wave warning - 서울(서울서북권 제외)',
    'heat-wave warning 인천 인천북부',
    'heat-wave warning - 대전',
  ]);
  expect(listOf(october)).toEqual([
    'strong-wind advisory 서해5도 백령도.대청도',
    'strong-wind advisory 충청남도 보령도서',
    'strong-wind advisory 전라남도 흑산도.홍도',
    'strong-wind advisory 전북자치도 부안위도면',
    'strong-wind advisory 전북자치도 군산옥도면(어청도 제외)',
    'strong-wind advisory 전북자치도 군산어청도',
    'high-seas advisory - 서해중부안쪽먼바다',
  ]);
  expect(read(status(`${july}\r\n${october}`)).unknownWords).toEqual({});
});

test.each([
  ['서울(서울서북권 제외)', '서울', ['서울서북권']],
  ['강원도(태백, 평창군산지 제외)', '강원도', ['태백', '평창군산지']],
  ['보령(도서제외)', '보령', ['도서']],
  ['전라남도(완도(여서도 제외), 신안 제외)', '전라남도', ['완도(여서도 제외)', '신안']],
])('%s says what it is without', (zone, whole, except) => {
  expect(read(status(`o 폭염경보 : ${zone}`)).warnings.map((warning) => warning.zone)).toEqual([
    { id: null, name: zone, partOf: { whole, except } },
  ]);
});

test('the province of 2026 holds zones of both its regions', () => {
  expect(listOf('o 폭염경보 : 전남광주통합특별시(광주, 나주), 전남광주통합특별시')).toEqual([
    'heat-wave warning 전남광주통합특별시 광주',
    'heat-wave warning 전남광주통합특별시 나주',
    'heat-wave warning - 전남광주통합특별시',
  ]);
});

test('names that stand together are read one by one', () => {
  expect(listOf('o 강풍주의보·풍랑주의보 : 울릉도·독도')).toEqual([
    'strong-wind advisory - 울릉도·독도',
    'high-seas advisory - 울릉도·독도',
  ]);
  expect(listOf('o 강풍·호우경보 : 대구·경상북도')).toEqual([
    'strong-wind warning - 대구',
    'heavy-rain warning - 대구',
    'strong-wind warning - 경상북도',
    'heavy-rain warning - 경상북도',
  ]);
});

test('a province that stands together with one whose zones are listed is all of it', () => {
  expect(listOf('o 대설주의보 : 부산·울산·경상남도(거제, 통영)')).toEqual([
    'heavy-snow advisory - 부산',
    'heavy-snow advisory - 울산',
    'heavy-snow advisory 부산·울산·경상남도 거제',
    'heavy-snow advisory 부산·울산·경상남도 통영',
  ]);
  expect(listOf('o 대설주의보 : 광주·전라남도(광주동부, 나주)')).toEqual([
    'heavy-snow advisory 광주·전라남도 광주동부',
    'heavy-snow advisory 광주·전라남도 나주',
  ]);
});

test('zones in parentheses within those of the province of 2026 are read one by one', () => {
  expect(
    listOf('o 대설경보 : 전남광주통합특별시(광주(광주서부), 나주, 완도(여서도 제외))'),
  ).toEqual([
    'heavy-snow warning 광주 광주서부',
    'heavy-snow warning 전남광주통합특별시 나주',
    'heavy-snow warning 전남광주통합특별시 완도(여서도 제외)',
  ]);
});

test('a zone that is written as an address stands under its province', () => {
  expect(listOf('o 한파경보 : 경상남도 창원시, 전남광주통합특별시 나주시, 대구')).toEqual([
    'cold-wave warning 경상남도 창원시',
    'cold-wave warning 전남광주통합특별시 나주시',
    'cold-wave warning - 대구',
  ]);
});

test('zones under a name that nobody knows are read, and the name is counted', () => {
  expect(read(status('o 호우경보 : 부울경특별시(부산중부, 양산)'))).toMatchObject({
    warnings: [{ zone: { name: '부산중부' } }, { zone: { name: '양산' } }],
    dropped: {},
    unknownWords: { 부울경특별시: 2 },
  });
});

test('bullets part entries where line breaks are lost', () => {
  expect(listOf('o 건조경보 : 전라남도(거문도.초도)o 풍랑주의보 : 동해중부먼바다')).toEqual([
    'dry warning 전라남도 거문도.초도',
    'high-seas advisory - 동해중부먼바다',
  ]);
});

test.each(['\r\n', '\n', ' ', ''])('preliminary warnings stand below their kind (%j)', (end) => {
  const lines = [
    '(1) 강풍 예비특보',
    'o 05월 20일 오후(12시~18시) : 서해5도',
    'o 05월 20일 밤(18시~24시) : 제주도(제주도산지, 제주도동부)',
    '(2) 풍랑 예비특보',
    'o 05월 21일 새벽(00시~06시) : 서해중부안쪽먼바다',
  ];

  expect(listOf('o 없음', lines.join(end))).toEqual([
    'strong-wind preliminary - 서해5도',
    'strong-wind preliminary 제주도 제주도산지',
    'strong-wind preliminary 제주도 제주도동부',
    'high-seas preliminary - 서해중부안쪽먼바다',
  ]);
});

test('a preliminary warning may have kind and time in one line', () => {
  expect(listOf('o 없음', '○ 풍랑 예비특보(27일 오전(06~12시)): 남해동부바깥먼바다')).toEqual([
    'high-seas preliminary - 남해동부바깥먼바다',
  ]);
});

test.each(['o 없 음', 'o 없음', '없음', 'o 없음\r\n\r\n', ''])('%j is no warning', (text) => {
  expect(read(status(text, text))).toMatchObject({ warnings: [], dropped: {} });
});

test('an unknown kind is counted and dropped, never guessed', () => {
  expect(read(status('o 우박주의보 : 서울\r\no 호우경보 : 부산'))).toMatchObject({
    warnings: [{ kind: 'heavy-rain', zone: { name: '부산' } }],
    dropped: { 'unknown-word': 1 },
    unknownWords: { 우박주의보: 1 },
  });
});

test.each([
  ['전라남도(완도', '전라남도', ['완도']],
  ['전라남도(완도(여서도 제외, 무안북부', '전라남도', ['완도(여서도 제외, 무안북부)']],
  ['전라남도(완도, 무안북부))', '전라남도', ['완도', '무안북부']],
])('an entry whose parentheses are odd is counted, and still warns: %s', (text, parent, zones) => {
  expect(read(status(`o 호우경보 : 부산\r\no 강풍경보 : ${text}`))).toMatchObject({
    warnings: [
      { kind: 'heavy-rain' },
      ...zones.map((name) => ({ kind: 'strong-wind', zone: { name }, parent: { name: parent } })),
    ],
    dropped: { 'unreadable-row': 1 },
  });
});

test('markup in a name is no name', () => {
  expect(read(status('o 호우경보 : <b>서울</b>, 부산'))).toMatchObject({
    warnings: [{ zone: { name: '부산' } }],
    dropped: { 'unreadable-row': 1 },
  });
});

test('a zone that is listed twice counts once', () => {
  expect(read(status('o 호우경보 : 부산, 부산'))).toMatchObject({
    warnings: [{ zone: { name: '부산' } }],
    dropped: { 'duplicate-warning': 1 },
  });
});

test('of several statuses the newest counts', () => {
  const item = { other: '', t7: 'o 없음', tmEf: '', tmSeq: 1 };
  const text = formatPortalAnswer(
    [
      { ...item, t6: 'o 호우경보 : 부산', tmFc: 202609260900 },
      { ...item, t6: 'o 호우주의보 : 부산', tmFc: '202609261200' },
    ],
    'XML',
  );

  expect(read(text).warnings.map(({ level }) => level)).toEqual(['advisory']);
});

test('keys that nobody knows are counted', () => {
  expect(read(status('o 없음', 'o 없음', { t8: 'x' })).unknownKeys).toEqual({ t8: 1 });
});

test('EUC-KR is read as well', () => {
  expect(read(encodeEucKr(status('o 강풍주의보 : 쀍똠햏'))).warnings[0]?.zone.name).toBe('쀍똠햏');
});

test.each([
  ['a status without t6', status('o 없음').replace('"t6"', '"t1"'), 'shape'],
  ['a status without t7', status('o 없음').replace('"t7"', '"t1"'), 'shape'],
  ['a status without tmFc', status('o 없음').replace('"tmFc"', '"tm"'), 'shape'],
  ['a status of no time', status('o 없음', 'o 없음', { tmFc: 0 }), 'stamp'],
  ['text that is no list', status('특보 현황은 누리집을 참고하세요'), 'shape'],
  ['no item', formatPortalAnswer([], 'JSON'), 'no-data'],
  ['a question about long ago', capture('error-99-20260926.json'), 'upstream-fault'],
  ['half an answer', status('o 없음').slice(0, 90), 'malformed'],
  ["the hub's text", '#기준시각:202607281537\n', 'shape'],
  ['a page', '<html></html>', 'html'],
])('%s is refused with code %3$s', (_what, text, code) => {
  expect(() => read(text)).toThrow(SourceError);
  expect(() => read(text)).toThrow(expect.objectContaining({ code }));
});

const weather: Weather = { observedAt: '2026-09-26T12:00:00+09:00', stations: [] };

const everything: readonly UpstreamWarning[] = warningKind.options.flatMap((kind) =>
  warningLevel.options.map((level, index) => ({
    kind,
    level,
    zone: { id: 'L1140100', name: `대구${index}` },
    parent: { id: 'L1140000', name: '대구광역시' },
    command: '발표',
    issuedAt: '2026-09-26T10:00:00+09:00',
    effectiveAt: '2026-09-26T11:00:00+09:00',
  })),
);

test.each(['JSON', 'XML'] as const)('every kind and level comes back from %s', (form) => {
  const { asOf, warnings, dropped } = read(formatPortalWarnings(weather, everything, form));
  const inShort = ({
    kind,
    level,
    zone,
  }: Pick<UpstreamWarning, 'kind' | 'level'> & { zone: { name: string } }) =>
    `${kind} ${level} ${zone.name}`;

  expect(asOf).toBe(noon);
  expect(dropped).toEqual({});
  expect(warnings.map(inShort).sort()).toEqual(everything.map(inShort).sort());
});

test('a country without warnings comes back', () => {
  expect(read(formatPortalWarnings(weather, [])).warnings).toEqual([]);
});

test('whatever happens to the bytes, only SourceError or sound warnings come out', () => {
  const bytes = new TextEncoder().encode(formatPortalWarnings(weather, everything.slice(0, 8)));
  const edit = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.nat(9), (edits, cut) => {
      const changed = bytes.slice(0, cut === 0 ? edits[0]?.[0] : undefined);
      for (const [position, byte] of edits) changed[position] = byte;
      try {
        const { asOf, warnings } = read(changed);
        expect(Number.isFinite(asOf)).toBe(true);
        for (const { kind, level, zone } of warnings) {
          expect(warningKind.options).toContain(kind);
          expect(warningLevel.options).toContain(level);
          expect(zone.name).not.toMatch(/[<>&"]/);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(SourceError);
      }
    }),
    { numRuns: 500 },
  );
});
