import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeEucKr } from '../../upstream/euc-kr.ts';
import { formatPortalAnswer } from '../../upstream/formats/data-go-kr.ts';
import { testKeys, Workbench } from '../workbench.ts';

// Lists of warnings as no capture has them, from the wire to warnings.json and health: a warning is shown,
// or kept while nobody can read whether it is gone, or the list is refused. It is never lifted in silence.

const startAt = '2026-08-02T11:50:00+09:00';

/** Minutes of the clock in KMA's form. */
const stampOf = ({ clock }: Workbench) =>
  new Date(clock.now() + 9 * 3_600_000).toISOString().slice(0, 16).replace(/[-T:]/g, '');

/** What holds after an answer, ten minutes after an honest one: `level name placement region`. */
async function after(bench: Workbench, honest: () => Uint8Array | string, answer: () => unknown) {
  const tell = async (body: unknown, isPublished = false) => {
    bench.clock.advance(10);
    bench.upstream.answer('warnings', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end(body);
    });
    await (isPublished ? bench.pull('warnings') : bench.hear('warnings'));
  };
  bench.clock.advance(95);
  await tell(honest());
  await tell(honest());
  await tell(answer(), true);
  const { warnings, state } = await bench.warningsInForce();
  const [source] = (await bench.health()).sources;
  const held = warnings
    .filter(({ phase }) => phase === 'in-force')
    .map(({ level, zone, placement, regions }) =>
      [level, zone.name, placement, ...regions].join(' '),
    );
  const error = source?.state === 'ok' ? null : source?.lastError?.code;
  return { held: held.toSorted(), state, error, left: source?.batch.dropped };
}

describe('of the hub', () => {
  const zones = [
    'L1080000, 경상남도, L1082200, 거제시',
    'L1130100, 광주광역시, L1130120, 광주동부',
    'L1140000, 대구광역시, L1140100, 대구중부',
  ];
  const rowOf = (
    zone: string,
    { effect = '202608021100', kind = '폭염', level = '경보', command = '발표' } = {},
  ) => `${zone}, 202608021000, ${effect}, ${kind}, ${level}, ${command}, ,=`;
  const rows = zones.map((zone) => rowOf(zone));
  const columns = '# REG_UP  REG_UP_KO  REG_ID  REG_KO  TM_FC  TM_EF  WRN  LVL  CMD  ED_TM';
  let bench: Workbench;
  const textOf = (list: readonly string[], end = '\n') =>
    ['#START7777', `#기준시각:${stampOf(bench)}`, columns, ...list, '#7777END', ''].join(end);
  const listOf = (list: readonly string[], end = '\n') =>
    Buffer.from(encodeEucKr(textOf(list, end)));
  /** The list with another row in the place of that of 광주. */
  const withRow = (row: string) => () => listOf(rows.with(1, row));
  const hear = (answer: () => Uint8Array | string) => after(bench, () => listOf(rows), answer);

  beforeAll(async () => {
    const keys = { 'kma-apihub': testKeys['kma-apihub'] };
    bench = await Workbench.start(undefined, { sources: ['warnings'], keys, startAt });
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const all = [
    'warning 거제시 zone KR-48',
    'warning 광주동부 zone KR-29',
    'warning 대구중부 zone KR-27',
  ];

  test.each<[string, () => Uint8Array | string]>([
    ['lines end as on an old Mac', () => listOf(rows, '\r')],
    ['lines end in U+2028', () => textOf(rows, '\u2028')],
    ['a code is in small letters', withRow(rowOf(zones[1]?.toLowerCase() ?? ''))],
    [
      'the level stands with the kind',
      withRow(rowOf(zones[1] ?? '', { kind: '폭염경보', level: '' })),
    ],
    ['there is no command', withRow(rowOf(zones[1] ?? '', { command: '' }))],
  ])('all is read where %s', async (_what, answer) => {
    expect(await hear(answer)).toEqual({ held: all, state: 'fresh', error: null, left: {} });
  });

  test.each<[string, () => Uint8Array | string]>([
    ['its level is one that nobody knows', withRow(rowOf(zones[1] ?? '', { level: '초중대경보' }))],
    ['its command is one that nobody knows', withRow(rowOf(zones[1] ?? '', { command: '재발표' }))],
    ['its time of effect is none', withRow(rowOf(zones[1] ?? '', { effect: '202608021175' }))],
    ['its name is damaged', withRow(rowOf('L1130100, 광주광역시, L1130120, 광주<동부'))],
    ['its code is damaged', withRow(rowOf('L1130100, 광주광역시, L1?30120, 광주동부'))],
    ['its row breaks off', withRow((rows[1] ?? '').slice(0, -2))],
  ])('a warning is kept where %s', async (_what, answer) => {
    const { left, ...heard } = await hear(answer);

    expect(heard).toEqual({ held: all, state: 'fresh', error: null });
    expect(left).not.toEqual({});
  });

  test.each([
    ['L11301201', '광주동부', 'warning 광주동부 name KR-29'],
    ['L113012A', '광주동부', 'warning 광주동부 name KR-29'],
    ['LA130120', '무등산', 'warning 무등산 parent KR-29'],
  ])('a code of tomorrow, %s, reaches its place', async (code, name, place) => {
    const { held } = await hear(withRow(rowOf(`L1130100, 광주광역시, ${code}, ${name}`)));

    expect(held).toEqual(expect.arrayContaining([place]));
  });

  test.each<[string, string, () => Uint8Array | string]>([
    ['rows are commented out', 'malformed', () => listOf(rows.map((row) => `#${row}`))],
    [
      'kinds are letters',
      'shape',
      () => listOf(zones.map((zone) => rowOf(zone, { kind: 'H', level: '3', command: '1' }))),
    ],
  ])('nothing is lifted where all %s', async (_what, code, answer) => {
    expect(await hear(answer)).toMatchObject({ held: all, state: 'carried', error: code });
  });

  test('대치해제(자동) lifts', async () => {
    const { held } = await hear(withRow(rowOf(zones[1] ?? '', { command: '대치해제(자동)' })));

    expect(held).toEqual(all.toSpliced(1, 1));
  });
});

describe('of the portal', () => {
  const t6 =
    'o 폭염경보 : 경기도(과천, 성남), 대구(대구중부)\r\no 강풍주의보 : 제주도(제주시동부), 전라남도(흑산도.홍도)';
  let bench: Workbench;
  const item = (text: unknown) =>
    formatPortalAnswer(
      [
        {
          other: 'o 없음',
          t6: text as string,
          t7: 'o 없음',
          tmEf: stampOf(bench),
          tmFc: Number(stampOf(bench)),
          tmSeq: 130,
        },
      ],
      'JSON',
    );
  const hear = (text: unknown) =>
    after(
      bench,
      () => item(t6),
      () => item(text),
    );

  beforeAll(async () => {
    const keys = { 'data-go-kr': testKeys['data-go-kr'] };
    bench = await Workbench.start(undefined, { sources: ['warnings'], keys, startAt });
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const all = [
    'advisory 제주시동부 name KR-49',
    'advisory 흑산도.홍도 name KR-46',
    'warning 과천 name KR-41',
    'warning 대구중부 name KR-27',
    'warning 성남 name KR-41',
  ];

  test.each([
    ['ㅇ', t6.replaceAll('o ', 'ㅇ ')],
    ['•', t6.replaceAll('o ', '• ')],
    ['-', t6.replaceAll('o ', '- ')],
    ['1.', t6.replaceAll('o ', '1. ')],
    ['no bullet', t6.replaceAll('o ', '')],
    ['wide marks', t6.replaceAll('(', '（').replaceAll(')', '）').replaceAll(':', '：')],
    ['wide commas', t6.replaceAll(',', '，')],
    ['<br>', t6.replaceAll('\r\n', '<br/>')],
    ['&#10;', t6.replaceAll('\r\n', '&#13;&#10;')],
    ['no comma after a parenthesis', t6.replaceAll('), ', ')·')],
  ])('all is read with %s', async (_what, text) => {
    expect(await hear(text)).toEqual({ held: all, state: 'fresh', error: null, left: {} });
  });

  test.each([
    ['of a level that nobody knows', t6.replace('폭염경보', '폭염특별경보')],
    ['that breaks off', t6.slice(0, -20)],
    ['without a colon', t6.replace('강풍주의보 :', '강풍주의보')],
    ['with a zone that has no name', t6.replace('흑산도', '<흑산도>')],
  ])('an entry %s lifts nothing', async (_what, text) => {
    const { left, ...heard } = await hear(text);

    expect(heard).toEqual({ held: all, state: 'fresh', error: null });
    expect(left).not.toEqual({});
  });

  test.each([
    ['of words that nobody knows', '★ 특보 : 서울', 'shape'],
    ['that is null', null, 'emptied-list'],
    ['that is blank', ' ', 'emptied-list'],
  ])('a text %s lifts nothing', async (_what, text, code) => {
    expect(await hear(text)).toMatchObject({ held: all, state: 'carried', error: code });
  });

  test('of what KMA says is none nothing is kept', async () => {
    expect(await hear('o 없 음')).toMatchObject({ held: [], state: 'fresh', error: null });
  });
});
