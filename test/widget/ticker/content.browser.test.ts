import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  clearPage,
  item,
  mount,
  part,
  parts,
  readAtRecording,
  recordedFile,
  recording,
  shown,
  shows,
  TestFeed,
} from '../page.ts';

afterEach(clearPage);

describe('stations', () => {
  test('are all of the capture, in its order, with its conditions and temperatures', async () => {
    const ticker = await mount(new TestFeed());
    const captured = recording
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [station, name, , word, temperature] = line.split('\t');
        return [station, `${name} ${word} ${Number(temperature).toFixed(1)}℃`];
      });
    const items = parts(ticker, 'item').map((element) => [
      element.dataset['station'],
      shown(element),
    ]);
    expect(items).toHaveLength(97);
    expect(items).toEqual(captured);
  });

  test('that a captured page showed without a name, or with a wrong one, have theirs', async () => {
    const ticker = await mount(new TestFeed());
    const names = Object.fromEntries(
      parts(ticker, 'item').map((element) => [
        element.dataset['station'],
        element.querySelector('[part=name]')?.textContent,
      ]),
    );
    expect(names).toMatchObject({
      93: '북춘천',
      181: '서청주',
      239: '세종',
      296: '북부산',
      177: '홍성',
    });
  });

  test('have an icon each', async () => {
    const ticker = await mount(new TestFeed());
    expect(
      parts(ticker, 'icon').filter((icon) => icon.querySelector('path') !== null),
    ).toHaveLength(97);
  });

  test('of a region are shown alone', async () => {
    const ticker = await mount(new TestFeed(), { region: 'KR-11' });
    expect(parts(ticker, 'item').map(shown)).toEqual(['서울 맑음 2.8℃']);
  });

  test.each(['충남', '충청남도', '44', 'kr-44', '충남; 충남'])(
    'of a region are shown alone, as %s',
    async (region) => {
      const ticker = await mount(new TestFeed(), { region });
      const named = await mount(new TestFeed(), { region: 'KR-44' });
      expect(parts(named, 'item').length).toBeGreaterThan(3);
      expect(parts(ticker, 'item').map(shown)).toEqual(parts(named, 'item').map(shown));
    },
  );

  test.each(['12', '전남광주통합특별시', '광주광역시·전라남도', '광주/전남'])(
    'of two regions are shown for %s',
    async (region) => {
      const ticker = await mount(new TestFeed(), { region });
      const named = await mount(new TestFeed(), { region: 'KR-29 KR-46' });
      expect(parts(ticker, 'item').map(shown)).toEqual(parts(named, 'item').map(shown));
      expect(parts(ticker, 'item').length).toBeGreaterThan(8);
    },
  );

  test('of a region that nobody knows are none, and the console says so once', async () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const feed = new TestFeed();
    const ticker = await mount(feed, { region: '충낭' });
    ticker.region = '서울 충낭';
    await ticker.updateComplete;
    expect(parts(ticker, 'item').map(shown)).toEqual(['서울 맑음 2.8℃']);
    expect(said.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^nalssi-ticker: region="충낭" is unknown. Is it 충남 \(KR-44\)\?.* KR-50/,
        ),
      ],
    ]);
  });

  test('are shown in the order asked for', async () => {
    const ticker = await mount(new TestFeed(), { stations: '184 108' });
    expect(parts(ticker, 'item').map((element) => element.dataset['station'])).toEqual([
      '184',
      '108',
    ]);
  });

  test('follow a change of the attribute without another request', async () => {
    const feed = new TestFeed();
    const ticker = await mount(feed, { region: 'KR-11' });
    const { requests } = feed;
    ticker.region = 'KR-49';
    await ticker.updateComplete;
    expect(parts(ticker, 'item')).toHaveLength(4);
    expect(feed.requests).toBe(requests);
  });

  test('are shown in English on an English page', async () => {
    const ticker = await mount(new TestFeed(), { lang: 'en', stations: '108' });
    expect(parts(ticker, 'item').map(shown)).toEqual(['Seoul Clear 2.8℃']);
    expect(part(ticker, 'time').textContent).toBe('As of 07:00 KST');
  });

  test('take a change of language in their places', async () => {
    const ticker = await mount(new TestFeed(), { stations: '108' });
    const seoul = item(ticker, '108');
    ticker.lang = 'en';
    await ticker.refresh();
    expect(item(ticker, '108')).toBe(seoul);
    expect(shown(seoul)).toBe('Seoul Clear 2.8℃');
  });

  test('with HTML in their names are shown as text', async () => {
    const name = { ko: '<img src=x onerror=alert(1)>', en: 'Seoul' };
    const ticker = await mount(new TestFeed(recordedFile({}, { 108: { name } })), {
      stations: '108',
    });
    expect(item(ticker, '108').querySelector('img')).toBeNull();
    expect(shown(item(ticker, '108'))).toContain(name.ko);
  });
});

describe('end cap', () => {
  test('names the source, with a link, and the time of observation', async () => {
    const ticker = await mount(new TestFeed());
    expect(part(ticker, 'attribution').textContent).toBe('기상청 제공');
    expect(part(ticker, 'attribution').getAttribute('href')).toBe('https://www.weather.go.kr');
    expect(part(ticker, 'time').textContent).toBe('07:00 기준');
    expect(part(ticker, 'time').getAttribute('datetime')).toBe('2024-11-24T07:00:00+09:00');
  });

  test('leaves out of a narrow bar what screen readers are told all the same', async () => {
    const ticker = await mount(new TestFeed());
    ticker.style.width = '390px';
    const seen = (name: string) =>
      [...part(ticker, name).children]
        .filter((text) => text.getBoundingClientRect().width > 1)
        .map(({ textContent }) => textContent);
    expect(seen('time')).toEqual(['07:00']);
    expect(seen('attribution')).toEqual(['기상청']);
    expect(part(ticker, 'time').textContent).toBe('07:00 기준');
    expect(part(ticker, 'attribution').textContent).toBe('기상청 제공');
    ticker.style.width = '720px';
    expect(seen('attribution').join('')).toBe('기상청 제공');
  });

  test('has a badge in replay', async () => {
    const ticker = await mount(new TestFeed());
    const badges = parts(ticker, 'badge').filter((badge) => badge.checkVisibility());
    expect(badges.map(({ textContent }) => textContent)).toEqual(['예시 자료']);
    expect(ticker.matches(':state(replay)')).toBe(true);
  });

  test('has no badge when observations are live and on time', async () => {
    readAtRecording();
    const ticker = await mount(new TestFeed(recordedFile({ mode: 'live' })));
    expect(shows(ticker, 'badge')).toBe(false);
    expect(ticker.matches(':state(replay)')).toBe(false);
  });

  test('marks observations that are late', async () => {
    readAtRecording();
    const ticker = await mount(new TestFeed(recordedFile({ mode: 'live', status: 'stale' })));
    const badges = parts(ticker, 'badge').filter((badge) => badge.checkVisibility());
    expect(badges.map(({ textContent }) => textContent)).toEqual(['지연']);
    expect(ticker.matches(':state(stale)')).toBe(true);
  });

  test('has no link for an attribution that leads nowhere', async () => {
    const attribution = { text: '기상청 제공', url: 'javascript:alert(1)' };
    const ticker = await mount(new TestFeed(recordedFile({ attribution })));
    expect(part(ticker, 'attribution').hasAttribute('href')).toBe(false);
  });
});

describe('expiry', () => {
  test('takes values off the page by itself, on time and not before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const feed = new TestFeed(
      recordedFile({ ttl: 3600 }, { 108: { expiresAt: '2024-11-24T07:40:00+09:00' } }),
    );
    const ticker = await mount(feed, { stations: '108 112' });
    vi.advanceTimersByTime(179_000);
    await ticker.updateComplete;
    expect(parts(ticker, 'item').map(shown)).toEqual(['서울 맑음 2.8℃', '인천 맑음 3.4℃']);
    vi.advanceTimersByTime(1_001);
    await ticker.updateComplete;
    expect(parts(ticker, 'item').map(shown)).toEqual(['서울 –', '인천 맑음 3.4℃']);
  });

  test('says in place that there is nothing left to show, while the collector is dead', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const feed = new TestFeed();
    const ticker = await mount(feed);
    feed.answer = 500;
    vi.advanceTimersByTime(3 * 3_600_000);
    await ticker.updateComplete;
    expect(parts(ticker, 'item')).toHaveLength(0);
    expect(part(ticker, 'notice').textContent).toBe('표시할 관측값이 없습니다');
    expect(shows(ticker, 'notice')).toBe(true);
    expect(shows(ticker, 'time')).toBe(false);
    expect(ticker.matches(':state(empty)')).toBe(true);
  });
});
