import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { degradedFeed, type Feed, healthyFeed, staleFeed } from './fixtures.ts';
import { clean, clearPage, open, rowsOf, TestFeed, textOf } from './page.ts';

afterEach(clearPage);

describe('is it up to date?', () => {
  test('yes: one word, since when, and how old the feed is', async () => {
    const page = await open(new TestFeed(healthyFeed()));

    expect(textOf(page, '.verdict .line')).toBe('정상: 피드가 최신입니다 07:20 또는 그 전부터');
    expect(textOf(page, '.facts')).toMatch(/생성 07:39:30 \d초 전/);
    expect(textOf(page, '.facts')).toContain('최신 관측소 16 / 16 (100%)');
    expect(document.title).toMatch(/^정상 · /);
  });

  test('in part: since when, why, and what to do', async () => {
    const page = await open(new TestFeed(degradedFeed()), '', 'en');
    const reasons = [...page.renderRoot.querySelectorAll('.reasons li')].map(clean);

    expect(textOf(page, '.verdict .line')).toMatch(/^Degraded: .* since 07:32$/);
    expect(reasons).toEqual([
      expect.stringMatching(/^kma-map: .*HTTP status 503.*failures in a row: 4 What to do/),
      expect.stringMatching(/^apihub-asos: .*does not accept the key.*then restart/),
      expect.stringMatching(/^3 of 16 .*\(19%\).*Chungnam 2, Daejeon 1/),
      expect.stringMatching(/^The feed directory cannot be written since 07:32/),
      expect.stringMatching(/^apihub-aws: Runs out at about 14:26/),
    ]);
  });

  test('no: every source is late', async () => {
    const page = await open(new TestFeed(staleFeed()));

    expect(textOf(page, '.verdict .line')).toMatch(/^지연:/);
    expect(textOf(page, '.reasons')).toContain('절반에 못 미칩니다');
    expect(textOf(page, '.reasons li')).toMatch(/^kma-map, kma-city, .* warnings: 제때 응답/);
  });

  test('no: the file says ok, but nobody has written it for an hour', async () => {
    const feed = new TestFeed(healthyFeed());
    feed.date = Date.parse('2024-11-24T08:45:00+09:00');
    const page = await open(feed);

    expect(textOf(page, '.verdict .line')).toBe('지연: 피드가 오래되었습니다 07:39부터');
    expect(textOf(page, '.reasons')).toContain('수집기가 멈춘 것 같습니다');
  });

  test('a first answer that nothing bears out, which is no fault and not over', async () => {
    const healthy = healthyFeed();
    const [first, ...rest] = healthy.health.sources;
    const at = '2024-11-24T07:00:00+09:00';
    const lastError = { code: 'unconfirmed-batch', message: 'median 11.4 ℃', action: '', at };
    const health = {
      ...healthy.health,
      status: 'degraded',
      sources: [{ ...first, unconfirmedSince: at, lastError }, ...rest],
    };
    const page = await open(new TestFeed({ ...healthy, health } as Feed));

    expect(textOf(page, '.reasons')).toContain('첫 응답이 이맘때의 보통 날씨와 다르고');
    expect(textOf(page, '#sources')).toContain('확인되지 않음');
    expect(textOf(page, '#sources')).not.toContain('해소됨');
  });

  test('sources that contradict each other, facts that are old, and a source that is suspect', async () => {
    const healthy = healthyFeed();
    const [first, ...rest] = healthy.health.sources;
    const observedAt = '2024-11-24T07:00:00+09:00';
    const health = {
      ...healthy.health,
      sources: [{ ...first, state: 'failing', suspectSince: observedAt }, ...rest],
      disagreements: [
        {
          station: '108',
          shown: { source: 'kma-aws', value: 10.8, observedAt },
          others: [{ source: 'kma-map', value: 2.8, observedAt }],
        },
      ],
      tables: [
        {
          id: 'zones',
          source: 'shipped',
          date: '2026-06-01',
          entries: 468,
          lastTriedAt: null,
          lastError: null,
          isOld: true,
        },
        {
          id: 'places',
          source: 'shipped',
          date: '2026-07-01',
          entries: 269,
          lastTriedAt: null,
          lastError: null,
          isOld: true,
          gone: { '41390': '565' },
        },
      ],
    } as typeof healthy.health;
    const page = await open(new TestFeed({ ...healthy, health }), '', 'en');

    expect(textOf(page, '#disagreements')).toMatch(
      /contradict each other: 1 .*10.8 ℃ kma-aws .*2.8 ℃ kma-map/,
    );
    expect(textOf(page, '#tables')).toContain('2026-06-01 Zones for warnings 468 shipped');
    expect(textOf(page, '#tables')).toMatch(/Places and their stations 269 .*no longer has: 565/);
    expect(textOf(page, '#sources .card header')).toMatch(/Suspect$/);
  });

  test('in part: sources contradict each other, at how many stations and where', async () => {
    const healthy = healthyFeed();
    const observedAt = '2024-11-24T07:00:00+09:00';
    const shown = { source: 'kma-city', value: 10.8, observedAt };
    const disagreements = ['108', '232'].map((station) => ({
      station,
      shown,
      others: [{ ...shown, source: 'kma-map', value: 2.8 }],
    }));
    const health = { ...healthy.health, status: 'degraded' as const, disagreements };
    const page = await open(new TestFeed({ ...healthy, health }));

    expect(textOf(page, '.reasons li')).toMatch(
      /^관측소 16곳 가운데 2곳\(13%\)에서 출처끼리 값이 어긋납니다: 서울특별시 1, 충청남도 1 .*이웃 관측소와 비교하십시오/,
    );
  });

  test('in part: the clock of the collector is off, by how much and which way', async () => {
    const healthy = healthyFeed();
    const clock = { state: 'off', offset: -1_200.4, uncertainty: 0.6, servers: 2 } as const;
    const health = { ...healthy.health, status: 'degraded' as const };
    const told = { ...clock, since: health.generatedAt, action: 'Set the clock.' };
    const page = await open(new TestFeed({ ...healthy, health: { ...health, clock: told } }));

    expect(textOf(page, '.reasons li')).toMatch(
      /^수집기 시계가 출처보다 20분 느립니다.* 시계를 맞추십시오/,
    );
  });

  test('a replay says so, in its own time', async () => {
    const healthy = healthyFeed();
    const health = { ...healthy.health, mode: 'replay' as const };
    const feed = new TestFeed({ ...healthy, health });
    feed.date = Date.parse('2026-11-23T21:00:00+09:00');
    const page = await open(feed);

    expect(textOf(page, '.replay')).toContain('녹화된 관측값');
    expect(textOf(page, '.verdict .line')).toMatch(/^정상/);
  });
});

describe('which stations are missing?', () => {
  test('those that are not fresh are named, the worst first', async () => {
    const page = await open(new TestFeed(degradedFeed()));
    const stations = [...page.renderRoot.querySelectorAll('#coverage .stations li')].map(clean);

    expect(stations).toEqual(['서산 129 만료', '대전 133 유지', '천안 232 유지']);
  });

  test('a region is chosen by a click and shows its stations and its values only', async () => {
    const page = await open(new TestFeed(degradedFeed()));
    const chungnam = page.renderRoot.querySelector<HTMLElement>('a[href="#region=KR-44"]');
    expect(clean(chungnam?.closest('tr') ?? document.body)).toMatch(
      /^충청남도 Chungnam 33% 1110 3/,
    );
    chungnam?.click();
    await expect.poll(() => rowsOf(page, '#values')).toHaveLength(4);

    expect(textOf(page, '#coverage .stations')).toContain('금산 238 최신');
    expect(rowsOf(page, '#values').every((row) => row.includes('충청남도'))).toBe(true);
  });
});

describe('where did this number come from?', () => {
  test('the station says source, checks and times of each value', async () => {
    const page = await open(new TestFeed(healthyFeed()), '#station=232');
    await expect.poll(() => rowsOf(page, '#station .scroller:last-child')).not.toHaveLength(0);
    const rows = rowsOf(page, '#station .scroller:last-child');

    expect(rows).toContainEqual(
      expect.stringMatching(/^기온 -2\.1 °C 정상 범위, 일관성, 공간 kma-aws 07:38 .* 08:18/),
    );
    expect(rows).toContainEqual(expect.stringMatching(/^체감온도 .*파생: 다른 요소로 계산/));
  });

  test('a refused value is shown with the checks and the last good one', async () => {
    const page = await open(new TestFeed(degradedFeed()));
    const [row] = rowsOf(page, '#values');

    expect(row).toMatch(
      /^부산 159 부산광역시 기온 -38\.8 °C 오류 걸린 검사: 범위.*공간.* 6\.1 °C 07:27/,
    );
  });

  test('values are found by name and by number, and by kind', async () => {
    const page = await open(new TestFeed(degradedFeed()));
    const search = page.renderRoot.querySelector<HTMLInputElement>('#values input[type=search]');
    search?.focus();
    await userEvent.keyboard('서울');
    await page.updateComplete;
    expect(rowsOf(page, '#values')).toEqual([expect.stringMatching(/^서울 108 .*9\.4 °C 의심/)]);

    page.renderRoot.querySelector<HTMLInputElement>('input[name=suspect]')?.click();
    await page.updateComplete;
    expect(rowsOf(page, '#values')).toEqual([]);
  });
});

describe('what did 천안 measure at three this morning?', () => {
  test('the address of the station gives a chart and the hour in a table', async () => {
    const page = await open(new TestFeed(healthyFeed()), '#station=232');
    await expect.poll(() => rowsOf(page, '#station .history')).toHaveLength(44);

    expect(rowsOf(page, '#station .history')).toContainEqual(
      expect.stringMatching(/^오늘 03:00 -2\.5 °C 맑음 71% kma-map/),
    );
  });

  test('the chart has a gap, and marks for what is doubted and refused', async () => {
    const page = await open(new TestFeed(healthyFeed()), '#station=232');
    await expect
      .poll(() => page.renderRoot.querySelector('nalssi-temperature-chart'))
      .not.toBe(null);
    const chart = page.renderRoot.querySelector('nalssi-temperature-chart');
    await chart?.updateComplete;
    const drawing = chart?.renderRoot.querySelector('svg[role=img]');

    expect(drawing?.querySelectorAll('path.line')).toHaveLength(3);
    expect(drawing?.querySelectorAll('path.mark.suspect')).toHaveLength(1);
    expect(drawing?.querySelectorAll('path.mark.fail')).toHaveLength(1);
    expect(drawing?.querySelectorAll('rect.gap')).toHaveLength(4);
    expect(drawing?.getAttribute('aria-label')).toMatch(/^천안의 지난 48시간 기온.* 4개/);
  });

  test('a feed without the history still shows what is known of now', async () => {
    const page = await open(new TestFeed(healthyFeed()), '#station=184');
    await expect.poll(() => textOf(page, '#station')).toContain('이력을 게시하지 않습니다');

    expect(textOf(page, '#station')).toContain('제주');
  });
});

describe('is my key about to run out?', () => {
  test('each quota has a forecast in words', async () => {
    const page = await open(new TestFeed(degradedFeed()), '', 'en');
    const cards = [...page.renderRoot.querySelectorAll('.card')].map(clean);

    expect(cards).toContainEqual(expect.stringMatching(/62 of 300 \(21%\) Lasts: about 194/));
    expect(cards).toContainEqual(
      expect.stringMatching(/212 of 400 \(53%\) Runs out at about 14:26/),
    );
  });

  test('a source that is left alone says until when and why, one that is off says why', async () => {
    const page = await open(new TestFeed(degradedFeed()), '', 'en');

    expect(textOf(page, '#sources')).toMatch(
      /Not asked until 25 Nov 00:02 The upstream does not accept/,
    );
    expect(textOf(page, '#sources .off')).toContain('NALSSI_DATA_GO_KR_KEY');
  });
});
