import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  allMeasured,
  clearPage,
  item,
  mount,
  part,
  parts,
  recordedFile,
  shown,
  shows,
  TestFeed,
} from '../page.ts';

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

const feed = () => new TestFeed(recordedFile({}, { '108': allMeasured }));
const seoul = (fields: string, lang = 'ko') => mount(feed(), { fields, stations: '108 159', lang });

function visible(element: HTMLElement): string[] {
  return [...element.querySelectorAll('[part]')]
    .filter((found) => found.checkVisibility())
    .map((found) => found.textContent || (found.getAttribute('part') ?? ''));
}

describe('fields', () => {
  test('that have a quotation mark in them are none, and the others are shown', async () => {
    const ticker = await seoul('icon src="a" temperature');

    expect(visible(item(ticker, '108')).length).toBeGreaterThan(1);
  });

  test('are shown as asked for, and what is always spoken still is', async () => {
    const ticker = await seoul('icon temperature');

    expect(visible(item(ticker, '108'))).toEqual(['icon', '서울', '2.8℃']);
    expect(item(ticker, '108').textContent).toContain('서울, 맑음, 섭씨 2.8도.');
  });

  test('stand in the order they are named in, and are spoken so', async () => {
    const ticker = await seoul('rain, low wind condition high name temperature icon change');

    expect(visible(item(ticker, '108'))).toEqual([
      '강수 1.5mm',
      '최저 -1.3℃',
      '북서풍 3.2m/s',
      '맑음',
      '최고 7.4℃',
      '서울',
      '2.8℃',
      'icon',
      '어제보다 +2.1℃',
    ]);
    expect(item(ticker, '108').firstElementChild?.textContent).toBe(
      '서울, 맑음, 섭씨 2.8도, 한 시간 강수량 1.5밀리미터, 최저 섭씨 영하 1.3도, 북서풍 초속 3.2미터, 최고 섭씨 7.4도, 어제보다 2.1도 높음.',
    );
  });

  test('have the order of the first script again when they are named no more', async () => {
    const ticker = await seoul('temperature name condition icon');
    const reversed = visible(item(ticker, '108'));
    ticker.fields = '';
    await ticker.updateComplete;

    expect(reversed).toEqual(['2.8℃', '서울', '맑음', 'icon']);
    expect(visible(item(ticker, '108'))).toEqual(['icon', '서울', '맑음', '2.8℃']);
  });

  test('are spoken in the one sentence of the station, and seen without being read', async () => {
    const korean = await seoul('temperature feels-like humidity');
    const english = await seoul('temperature wind', 'en');

    expect(item(korean, '108').firstElementChild?.textContent).toBe(
      '서울, 맑음, 섭씨 2.8도, 체감 섭씨 0.4도, 습도 65퍼센트.',
    );
    expect(item(english, '108').firstElementChild?.textContent).toBe(
      'Seoul, Clear, 2.8 degrees Celsius, wind from the northwest at 3.2 metres per second.',
    );
    expect(part(korean, 'humidity').getAttribute('aria-hidden')).toBe('true');
  });

  test('are left out where they were not measured', async () => {
    const ticker = await seoul('temperature humidity');

    expect(visible(item(ticker, '159'))).toHaveLength(2);
    expect(item(ticker, '159').textContent).not.toContain('습도');
  });

  test('die with the observation', async () => {
    const expired = { ...allMeasured, expiresAt: '2024-11-24T07:30:00+09:00' };
    const ticker = await mount(new TestFeed(recordedFile({}, { '108': expired })), {
      fields: 'temperature humidity',
      stations: '108 159',
    });

    expect(visible(item(ticker, '108'))).toEqual(['서울', '–']);
  });

  test('come, change and go with the attribute and the feed, in their order', async () => {
    const source = feed();
    const ticker = await mount(source, { fields: 'temperature wind', stations: '108 159' });
    ticker.fields = 'temperature wind humidity';
    await ticker.updateComplete;
    const both = visible(item(ticker, '108'));
    source.answer = recordedFile({ sequence: 2 }, { '108': { ...allMeasured, humidity: 40 } });
    await ticker.refresh();
    const changed = visible(item(ticker, '108'));
    ticker.fields = '';
    await ticker.updateComplete;

    expect(both).toEqual(['서울', '2.8℃', '북서풍 3.2m/s', '습도 65%']);
    expect(changed).toContain('습도 40%');
    expect(shown(item(ticker, '108'))).toBe('서울 맑음 2.8℃');
    expect(shows(ticker, 'humidity')).toBe(false);
  });

  test('stand in the link of the item', async () => {
    const ticker = await mount(feed(), { fields: 'humidity', href: '#{station}', stations: '108' });

    expect(part(ticker, 'humidity').closest('[part=link]')).not.toBeNull();
  });

  test('that come with an update are among what changed', async () => {
    const source = new TestFeed(recordedFile());
    const ticker = await mount(source, { fields: 'humidity' });
    const told = new Promise<readonly string[]>((tell) => {
      ticker.addEventListener('nalssi-update', ({ changed }) => tell(changed));
    });
    source.answer = recordedFile({ sequence: 2 }, { '108': allMeasured });
    await ticker.refresh();

    expect(await told).toEqual(['108']);
  });
});

describe('the unit', () => {
  test('can be degrees Fahrenheit, seen and spoken', async () => {
    const ticker = await mount(new TestFeed(), { unit: 'f', stations: '108 93' });

    expect(parts(ticker, 'item').map(shown)).toEqual(['서울 맑음 37.0℉', '북춘천 맑음 26.6℉']);
    expect(item(ticker, '93').textContent).toContain('화씨 26.6도');
    expect(item(ticker, '93').matches('.freezing')).toBe(true);
  });
});
