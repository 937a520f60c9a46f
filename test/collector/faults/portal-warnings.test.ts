import { describe, expect, test } from 'vitest';
import { country } from '../../upstream/country.ts';
import { formatPortalAnswer } from '../../upstream/formats/data-go-kr.ts';
import { testKeys, Workbench } from '../workbench.ts';

/** A collector that has asked the portal once, which says that `t6` is in force. */
async function warned(t6: string) {
  const bench = await Workbench.start(country('2026-10-05T10:38:00+09:00'), {
    sources: ['warnings'],
    keys: { 'data-go-kr': testKeys['data-go-kr'] },
    startAt: '2026-10-05T10:38:30+09:00',
  });
  const item = { other: 'o 없음', t6, t7: 'o 없음', tmEf: '', tmFc: 202610051030, tmSeq: 1 };
  bench.upstream.answer('warnings', (_request, response) =>
    response.writeHead(200).end(formatPortalAnswer([item], 'JSON')),
  );
  await bench.pullAll();
  return bench;
}

async function placesOf(bench: Workbench) {
  const { warnings } = await bench.warningsInForce();
  return Object.fromEntries(
    warnings.map(({ zone, stations, regions }) => [zone.name, { stations, regions }]),
  );
}

test('a warning for the whole province of 2026 reaches both its regions', async () => {
  await using bench = await warned('o 폭염경보 : 전남광주통합특별시');
  const { 전남광주통합특별시: place } = await placesOf(bench);

  expect(place?.regions).toEqual(['KR-29', 'KR-46']);
  expect(place?.stations).toEqual(expect.arrayContaining(['156', '165']));
});

test('광주 in the province of 2026, and 광주 alone, is the city and not the town in 경기', async () => {
  await using bench = await warned(
    'o 폭염경보 : 전남광주통합특별시(광주, 나주)\r\no 호우경보 : 광주',
  );
  const { warnings } = await bench.warningsInForce();
  const cities = warnings.filter(({ zone }) => zone.name === '광주');

  expect(cities.map(({ regions }) => regions)).toEqual([['KR-29'], ['KR-29']]);
  for (const { stations } of cities) expect(stations).toContain('156');
  expect(warnings.find(({ zone }) => zone.name === '나주')?.regions).toEqual(['KR-46']);
});

test('광주 in 경기 is the town', async () => {
  await using bench = await warned('o 폭염경보 : 경기도(광주)');
  const { 광주: place } = await placesOf(bench);

  expect(place?.regions).toEqual(['KR-41']);
  expect(place?.stations).toContain('546');
});

test('a province without some of its zones reaches the others alone', async () => {
  await using bench = await warned('o 한파경보 : 강원도(태백 제외)');
  const { '강원도(태백 제외)': place } = await placesOf(bench);

  expect(place?.regions).toEqual(['KR-42']);
  expect(place?.stations).toContain('101');
  expect(place?.stations).not.toContain('216');
});

test('a province of a name that nobody knows is counted, and said once', async () => {
  await using bench = await warned('o 호우경보 : 부울경특별시(부산, 양산)');
  await bench.pullAll();
  const { sources } = await bench.health();
  const told = bench.warnings.filter(({ code }) => code === 'unknown-word');

  expect(sources.find(({ id }) => id === 'warnings')?.batch.unknownWords).toEqual({
    부울경특별시: 2,
  });
  expect(told).toEqual([expect.objectContaining({ words: ['부울경특별시'], count: 1 })]);
  expect((await bench.warningsInForce()).warnings).toHaveLength(2);
});

describe('with both keys, where the hub does not accept its own for warnings', () => {
  const item = {
    other: 'o 없음',
    t6: 'o 강풍주의보 : 울릉도',
    t7: 'o 없음',
    tmEf: '',
    tmFc: 202610051030,
    tmSeq: 1,
  };

  test('the portal is asked, for the rest of the day, and the log says so once', async () => {
    await using bench = await Workbench.start(country('2026-10-05T10:38:00+09:00'), {
      sources: ['warnings'],
      keys: testKeys,
      startAt: '2026-10-05T10:38:30+09:00',
    });
    const asked: string[] = [];
    bench.upstream.answer('warnings', (request, response) => {
      const isHub = request.url?.includes('typ01') === true;
      asked.push(isHub ? 'hub' : 'portal');
      if (isHub)
        response
          .writeHead(403)
          .end('{"result":{"status":403,"message":"활용신청이 필요한 API 입니다."}}');
      else response.writeHead(200).end(formatPortalAnswer([item], 'JSON'));
    });
    const answers = [await bench.pull('warnings'), await bench.pull('warnings')];
    const { warnings } = await bench.warningsInForce();

    expect(answers).toEqual([true, true]);
    expect(warnings.map(({ zone }) => zone.name)).toEqual(['울릉도']);
    expect(asked.filter((one) => one === 'portal')).toHaveLength(2);
    expect(asked.slice(-1)).toEqual(['portal']);
    expect(asked.filter((one) => one === 'hub').length).toBeLessThanOrEqual(2);
    expect(bench.warnings.filter(({ code }) => code === 'asked-instead')).toHaveLength(1);
  });
});

test('a raw & in XML of the portal costs no other entry', async () => {
  await using bench = await Workbench.start(country('2026-10-05T10:38:00+09:00'), {
    sources: ['warnings'],
    keys: { 'data-go-kr': testKeys['data-go-kr'] },
    startAt: '2026-10-05T10:38:30+09:00',
  });
  const t6 = 'o 강풍주의보 : 울릉도 o 호우경보 : 없는곳&amp;모르는곳';
  const item = { other: 'o 없음', t6: 'T6', t7: 'o 없음', tmEf: '', tmFc: 202610051030, tmSeq: 1 };
  const answer = formatPortalAnswer([item], 'XML').replace('T6', t6.replace('&amp;', '&'));
  bench.upstream.answer('warnings', (_request, response) => response.writeHead(200).end(answer));
  await bench.pullAll();
  const { warnings } = await bench.warningsInForce();

  expect(warnings.map(({ zone }) => zone.name)).toContain('울릉도');
});
