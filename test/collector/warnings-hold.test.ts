import { describe, expect, test } from 'vitest';
import { parseWarnings } from '../../widget/feed/warnings-client.ts';
import { warningItems } from '../../widget/more/warning-items.ts';
import { encodeEucKr } from '../upstream/euc-kr.ts';
import { formatPortalAnswer } from '../upstream/formats/data-go-kr.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { testKeys, Workbench } from './workbench.ts';

// Rows as KMA's hub wrote them (captures/README.md), answered as they are over a clock that moves.
const geoje = 'L1080000, 경상남도, L1082200, 거제시';
const gwangju = 'L1130100, 광주광역시, L1130120, 광주동부';
const typhoon = `${geoje}, 202209051900, 202209052100, 태풍, 경보, 발표, ,=`;
const wind = `${geoje}, 202209060920, 202209061200, 강풍, 주의, 변경, ,=`;
const windLift = `${geoje}, 202209061300, 202209061500, 강풍, 주의, 해제, ,=`;
const heat = `${gwangju}, 202607301000, 202607301100, 폭염, 경보, 변경, ,=`;
const severeHeat = `${gwangju}, 202608021600, 202608031100, 폭염, 중대경보, 변경, ,=`;

type Rows = readonly string[];

/** From now on the hub has these rows by issue, and these by effect; `null`: it fails. */
function list(upstream: Upstream, issued: Rows, effective: Rows | null = issued): void {
  upstream.answer('warnings', (request, response) => {
    const isByEffect = new URL(request.url ?? '', 'http://hub').searchParams.get('fe') === 'e';
    const rows = isByEffect ? effective : issued;
    if (rows === null) {
      response.writeHead(500).end();
      return;
    }
    const end = rows.length > 0 ? ['#7777END'] : [];
    const columns = '# REG_UP  REG_UP_KO  REG_ID  REG_KO  TM_FC  TM_EF  WRN  LVL  CMD  ED_TM';
    const text = ['#START7777', columns, ...rows, ...end, ''].join('\n');
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end(encodeEucKr(text));
  });
}

function start(time: string): Promise<Workbench> {
  const keys = { 'kma-apihub': testKeys['kma-apihub'] };
  return Workbench.start(undefined, {
    sources: ['warnings'],
    keys,
    startAt: `${time}:00+09:00`,
  });
}

/** Moves the clock to a time and publishes, without asking KMA. */
async function waitUntil(bench: Workbench, time: string): Promise<void> {
  bench.clock.advance((Date.parse(`${time}:00+09:00`) - bench.clock.now()) / 60_000);
  await bench.collector.publish();
}

async function askAt(bench: Workbench, time: string): Promise<void> {
  bench.clock.advance((Date.parse(`${time}:00+09:00`) - bench.clock.now()) / 60_000);
  await bench.pull('warnings');
}

/** What a ticker of the whole country names, by the file that is there. */
async function shown(bench: Workbench): Promise<string[]> {
  const file = parseWarnings(await bench.warningsInForce());
  if (file === null) throw new Error('the ticker cannot read warnings.json');
  const all = { stations: [], regions: [] };
  return warningItems(file, bench.clock.now(), all, 'ko').map(({ name }) => name);
}

async function phases(bench: Workbench) {
  const { warnings } = await bench.warningsInForce();
  return warnings.map(({ kind, level, phase, endsAt }) =>
    [kind, level, phase, ...(endsAt === null ? [] : [`ends ${endsAt.slice(11, 16)}`])].join(' '),
  );
}

const codesOf = ({ log }: Workbench) =>
  log.map(({ code }) => code).filter((code) => String(code).startsWith('warnings-'));

describe('거제 on 2022-09-06, a typhoon warning that becomes one of wind and is lifted', () => {
  /** At each time: the list of KMA's, and what a ticker must name until the next one. */
  async function follow(wayOut: Rows, effective?: Rows): Promise<Record<string, string[]>> {
    await using bench = await start('2022-09-06T09:10');
    const seen: Record<string, string[]> = {};
    const look = async (time: string) => {
      seen[time] = await shown(bench);
    };
    list(bench.upstream, [typhoon]);
    await bench.pull('warnings');
    await look('09:10');
    list(bench.upstream, [wind]);
    await askAt(bench, '2022-09-06T09:38');
    await look('09:38');
    await askAt(bench, '2022-09-06T11:50');
    await waitUntil(bench, '2022-09-06T11:59');
    await look('11:59');
    await waitUntil(bench, '2022-09-06T12:00');
    await look('12:00');
    list(bench.upstream, wayOut, effective);
    await askAt(bench, '2022-09-06T13:08');
    await look('13:08');
    await askAt(bench, '2022-09-06T14:58');
    await waitUntil(bench, '2022-09-06T14:59');
    await look('14:59');
    if (effective !== undefined) list(bench.upstream, wayOut, []);
    await askAt(bench, '2022-09-06T15:00');
    await look('15:00');
    return seen;
  }
  const truth = {
    '09:10': ['태풍경보'],
    '09:38': ['태풍경보'],
    '11:59': ['태풍경보'],
    '12:00': ['강풍주의보'],
    '13:08': ['강풍주의보'],
    '14:59': ['강풍주의보'],
    '15:00': [],
  };

  test('stands in the ticker as it held, where the lift is a row', async () => {
    expect(await follow([windLift])).toEqual(truth);
  });

  test('stands in the ticker as it held, where the lift is a row beside the warning', async () => {
    expect(await follow([wind, windLift])).toEqual(truth);
  });

  test('stands in the ticker as it held, where it is gone by issue and there by effect', async () => {
    expect(await follow([], [wind])).toEqual(truth);
  });

  test('tells in the file what is in force until when, what is announced, and in the log what stays', async () => {
    await using bench = await start('2022-09-06T09:10');
    list(bench.upstream, [typhoon]);
    await bench.pull('warnings');
    expect(await phases(bench)).toEqual(['typhoon warning in-force']);
    list(bench.upstream, [wind]);
    await askAt(bench, '2022-09-06T09:38');

    expect((await phases(bench)).toSorted()).toEqual([
      'strong-wind advisory announced',
      'typhoon warning in-force ends 12:00',
    ]);
    await askAt(bench, '2022-09-06T09:48');
    expect(codesOf(bench)).toEqual(['warnings-kept']);
  });
});

describe('광주 on 2026-08-02, a heat wave warning that is to become severe the day after', () => {
  test('holds through a night without the collector', async () => {
    await using bench = await start('2026-08-02T15:50');
    list(bench.upstream, [heat]);
    await bench.pull('warnings');
    list(bench.upstream, [severeHeat]);
    await askAt(bench, '2026-08-02T16:08');
    expect(await shown(bench)).toEqual(['폭염경보']);
    await bench.stop();
    bench.clock.advance(60 * 16);
    await bench.reopen();
    await askAt(bench, '2026-08-03T09:00');
    expect(await shown(bench)).toEqual(['폭염경보']);
    await askAt(bench, '2026-08-03T10:58');
    await waitUntil(bench, '2026-08-03T10:59');
    expect(await shown(bench)).toEqual(['폭염경보']);
    await waitUntil(bench, '2026-08-03T11:00');
    expect(await shown(bench)).toEqual(['폭염 중대경보']);
  });

  test('is read by effect where the change alone stands by issue', async () => {
    await using bench = await start('2026-08-03T09:00');
    list(bench.upstream, [severeHeat], [heat]);
    await bench.pull('warnings');

    expect(await shown(bench)).toEqual(['폭염경보']);
    expect(codesOf(bench)).toEqual([]);
  });

  test('is shown at the lowest level, and marked, where nobody says what it was', async () => {
    await using bench = await start('2026-08-03T09:00');
    list(bench.upstream, [severeHeat]);
    await bench.pull('warnings');
    const { warnings } = await bench.warningsInForce();

    expect(await shown(bench)).toEqual(['폭염주의보']);
    expect(warnings).toEqual([
      expect.objectContaining({ level: 'advisory', phase: 'in-force', inferred: true }),
      expect.objectContaining({ level: 'severe', phase: 'announced' }),
    ]);
    expect(codesOf(bench)).toEqual(['warnings-inferred']);
    await waitUntil(bench, '2026-08-03T10:20');
    await askAt(bench, '2026-08-03T11:00');
    expect(await shown(bench)).toEqual(['폭염 중대경보']);
  });
});

test('인천영종 on 2026-07-24: a heat wave advisory is announced at ten and in force at eleven', async () => {
  await using bench = await start('2026-07-24T10:08');
  list(bench.upstream, [
    'L1110100, 인천광역시, L1110110, 인천영종, 202607241000, 202607241100, 폭염, 주의, 발표, ,=',
  ]);
  await bench.pull('warnings');
  expect(await phases(bench)).toEqual(['heat-wave advisory announced']);
  expect(await shown(bench)).toEqual([]);
  await waitUntil(bench, '2026-07-24T11:00');
  expect(await phases(bench)).toEqual(['heat-wave advisory in-force']);
  expect(await shown(bench)).toEqual(['폭염주의보']);
});

test('포항 on 2022-09-05: a preliminary typhoon warning is announced and not in the ticker', async () => {
  await using bench = await start('2022-09-05T18:00');
  list(bench.upstream, [
    'L1070000, 경상북도, L1072400, 포항시, 202209050500, 202209052358, 태풍, 예비, 발표, ,=',
    'L1070000, 경상북도, L1072400, 포항시, 202209051600, 202209051700, 강풍, 주의, 발표, ,=',
  ]);
  await bench.pull('warnings');

  expect(await phases(bench)).toEqual([
    'typhoon preliminary announced',
    'strong-wind advisory in-force',
  ]);
  expect(await shown(bench)).toEqual(['강풍주의보']);
});

test('서울 and 강화 in July 2026: a change of tomorrow and a tropical night of tonight hide nothing', async () => {
  await using bench = await start('2026-07-28T15:48');
  const seoul = 'L1100000, 서울특별시, L1100100, 서울동남권';
  const before = `${seoul}, 202607271000, 202607271100, 폭염, 주의, 발표, ,=`;
  const night =
    'L1110000, 인천광역시, L1010900, 강화군, 202607271600, 202607271800, 열대야, 주의, 발표, ,=';
  list(bench.upstream, [before, night]);
  await bench.pull('warnings');
  list(bench.upstream, [`${seoul}, 202607281600, 202607291100, 폭염, 경보, 변경, ,=`, night]);
  await askAt(bench, '2026-07-28T16:08');

  expect(await shown(bench)).toEqual(['폭염주의보', '열대야주의보']);
});

test('where one of the two parts fails, the other goes on and nothing is taken for lifted', async () => {
  await using bench = await start('2026-08-02T16:08');
  list(bench.upstream, [severeHeat], [heat]);
  await bench.pull('warnings');
  list(bench.upstream, [], null);
  bench.clock.advance(10);
  await bench.pull('warnings');

  expect(await shown(bench)).toEqual(['폭염경보']);
  expect((await bench.warningsInForce()).state).toBe('fresh');
});

test('a message of the portal that takes effect later does not hide what holds until then', async () => {
  await using bench = await Workbench.start(undefined, {
    sources: ['warnings'],
    keys: { 'data-go-kr': testKeys['data-go-kr'] },
    startAt: '2026-09-26T12:08:00+09:00',
  });
  const say = (t6: string, tmFc: number, tmEf: string) =>
    bench.upstream.answer('warnings', (_request, response) => {
      const item = { other: 'o 없음', t6, t7: 'o 없음', tmEf, tmFc, tmSeq: 130 };
      const type = 'application/json;charset=UTF-8';
      response.writeHead(200, { 'Content-Type': type }).end(formatPortalAnswer([item], 'JSON'));
    });
  say('o 강풍주의보 : 경상남도(거제)', 202609261200, '202609261200');
  await bench.pull('warnings');
  say('o 없 음', 202609261300, '202609261500');
  await askAt(bench, '2026-09-26T13:08');
  expect(await shown(bench)).toEqual(['강풍주의보']);
  await askAt(bench, '2026-09-26T14:58');
  await waitUntil(bench, '2026-09-26T15:00');
  expect(await shown(bench)).toEqual([]);
});
