import { type WarningsFile, warningsFile } from '@nalssi/schemas';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseWarnings, WarningsClient } from '../../../widget/feed/warnings-client.ts';
import { warningItems } from '../../../widget/more/warning-items.ts';
import { warningsFileOf } from './warnings-file.ts';

const now = Date.parse('2024-11-24T07:37:00+09:00');
const all = { stations: [], regions: [] };

function items(rows: WarningsFile['warnings'], at = now, selection: object = all) {
  const parsed = parseWarnings(warningsFileOf(rows));
  if (parsed === null) throw new Error('not a warnings file');
  return warningItems(parsed, at, { ...all, ...selection }, 'ko');
}

const wind: WarningsFile['warnings'][number] = {
  kind: 'strong-wind',
  level: 'advisory',
  zone: { id: null, name: '제주도산지' },
  placement: 'name',
  stations: ['184'],
  regions: ['KR-49'],
  command: 'issued',
  issuedAt: '2024-11-24T06:00:00+09:00',
  effectiveAt: '2024-11-24T07:00:00+09:00',
  endsAt: null,
};
const zone = (name: string) => ({ ...wind, zone: { id: null, name } });

test('the file that the tests use is one of the feed', () => {
  expect(() => warningsFile.parse(warningsFileOf([wind]))).not.toThrow();
});

describe('an item', () => {
  test('names the warning, the zones, who issued it and when', () => {
    expect(items([wind])).toMatchObject([
      {
        name: '강풍주의보',
        temperature: '제주도산지 (기상청, 07:30 현재)',
        sentence: '강풍주의보, 제주도산지. 기상청, 07:30 현재.',
      },
    ]);
  });

  test('gathers the zones of one warning, counts what is too much, and speaks all', () => {
    const [item] = items(['가', '나', '다', '라', '마'].map(zone));
    expect(item?.temperature).toContain('가, 나, 다 외 2곳');
    expect(item?.sentence).toContain('가, 나, 다, 라, 마');
  });

  const partOf = (name: string, covers: string) => ({
    ...wind,
    zone: { id: null, name, part: { of: name.slice(0, 2), name: name.slice(2) }, covers },
  });
  const paju = partOf('파주남부', '조리읍.광탄면.탄현면.월롱면.동지역');

  test('of a zone that is only a part of a town says which places are in it', () => {
    const [item] = items([paju]);
    expect(item?.temperature).toBe('파주남부(조리읍, 광탄면, 탄현면 외 2곳) (기상청, 07:30 현재)');
    expect(item?.sentence).toContain('파주남부(조리읍, 광탄면, 탄현면, 월롱면, 동지역).');
  });

  test('of some such zones says it where it is spoken, of many nowhere', () => {
    const yongin = partOf('용인서북부', '기흥구.수지구');
    const [some] = items([paju, yongin]);
    expect(some?.temperature).toContain('파주남부, 용인서북부 (');
    expect(some?.sentence).toContain('동지역), 용인서북부(기흥구, 수지구).');
    const [many] = items([paju, yongin, zone('가'), zone('나')]);
    expect(many?.sentence).toContain('파주남부, 용인서북부, 가, 나.');
  });

  test('leaves what KMA itself has in parentheses together', () => {
    const [item] = items([partOf('제주시북부', '제주시(우도면.한경면(중산간.산지 제외) 제외)')]);
    expect(item?.temperature).toContain(
      '제주시북부(제주시(우도면.한경면(중산간.산지 제외) 제외)) (',
    );
  });

  test('of a zone that is all of a town says no more than its name', () => {
    const whole = { ...wind, zone: { id: null, name: '천안', covers: '천안시' } };
    expect(items([whole])[0]?.temperature).toContain('천안 (');
  });

  test('of the more serious warning comes first', () => {
    const rain = { ...wind, kind: 'heavy-rain' as const, level: 'warning' as const };
    expect(items([wind, rain]).map(({ name }) => name)).toEqual(['호우경보', '강풍주의보']);
  });
});

describe('a warning is not shown', () => {
  test('before it is in force, when it is only preliminary, or after its end', () => {
    const later = { ...wind, effectiveAt: '2024-11-24T09:00:00+09:00' };
    const preliminary = { ...wind, level: 'preliminary' as const };
    const over = { ...wind, endsAt: '2024-11-24T07:30:00+09:00' };
    expect(items([later, preliminary, over])).toEqual([]);
    expect(items([later], Date.parse('2024-11-24T09:00:00+09:00'))).toHaveLength(1);
  });

  test('past the time of the file', () => {
    expect(items([wind], Date.parse('2024-11-24T10:00:00+09:00'))).toEqual([]);
  });

  test('elsewhere than in the regions or at the stations asked for', () => {
    expect(items([wind], now, { regions: ['KR-11'] })).toEqual([]);
    expect(items([wind], now, { regions: ['kr-49'] })).toHaveLength(1);
    expect(items([wind], now, { stations: ['108'] })).toEqual([]);
    expect(items([wind], now, { stations: ['184'] })).toHaveLength(1);
  });

  test('only because its zone has no station of ours, or is not known: it is shown as wide as its place', () => {
    const empty = {
      ...wind,
      placement: 'zone' as const,
      stations: [],
      regions: ['KR-27' as const],
    };
    const wide = { ...wind, placement: 'region' as const, stations: ['143', '828'] };
    const lost = { ...wind, placement: 'nowhere' as const, stations: [], regions: [] };
    expect(items([empty], now, { regions: ['KR-27'] })).toHaveLength(1);
    expect(items([wide], now, { stations: ['828'] })).toHaveLength(1);
    expect(items([lost])).toHaveLength(1);
  });

  test('of a kind or a level there is no word for', () => {
    expect(items([{ ...wind, kind: 'constructor' as never }])).toEqual([]);
    expect(items([{ ...wind, level: 'utmost' as never }])).toEqual([]);
  });
});

describe('a file is refused', () => {
  test.each([
    ['that does not say until when it holds', { expiresAt: null }],
    ['that does not say who issued it', { issuer: null }],
    ['whose upstream could not be read', { state: 'expired' }],
    ['of another major version', { version: '2.0' }],
    ['without a list', { warnings: 'none' }],
  ])('%s', (_, changes) => {
    expect(parseWarnings({ ...warningsFileOf([wind]), ...changes })).toBeNull();
  });
});

describe('a zone', () => {
  test('is named without the letters that no zone has', () => {
    const [item] = items([zone('서울\u202e특별시 \u0e01\u{20000}구역·1 (동부)')]);
    expect(item?.sentence).toContain('강풍주의보, 서울 특별시 구역·1 (동부).');
  });

  test('of nothing else is none', () => {
    expect(items([zone('\u0e01\u0e02')])).toEqual([]);
  });
});

test('three warnings for the whole country are spoken with every zone', () => {
  const kinds = ['strong-wind', 'heavy-rain', 'typhoon'] as const;
  const zones = Array.from({ length: 160 }, (_, index) => `구역${index}`);
  const found = items(kinds.flatMap((kind) => zones.map((name) => ({ ...zone(name), kind }))));

  expect(found).toHaveLength(3);
  for (const { sentence } of found) expect(sentence).toContain(zones.join(', '));
});

test('what is more than that is counted', () => {
  const [item] = items(
    Array.from({ length: 500 }, (_, index) => zone(`${'가'.repeat(30)}${index}`)),
  );
  expect(item?.sentence).toMatch(/^강풍주의보, 가+0, 가+1, 가+2 외 497곳\./);
});

describe('the warnings of a page', () => {
  const ask = vi.fn<() => object>();
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  /** The client after so many answers. */
  async function latestOf(...answers: readonly object[]) {
    vi.stubGlobal('fetch', async () => Response.json(ask()));
    const client = new WarningsClient('https://weather.example.com/v1/warnings.json');
    const leave = client.subscribe(() => {});
    for (const [index, answer] of answers.entries()) {
      ask.mockReturnValue({ ...warningsFileOf([wind]), ttl: 1, ...answer });
      await vi.advanceTimersByTimeAsync(index === 0 ? 0 : 1_100);
    }
    leave();
    return client.latest;
  }

  test('are not those of the future', async () => {
    const future = { asOf: '2998-01-01T00:00:00Z', expiresAt: '2999-01-01T00:00:00Z' };
    expect(await latestOf(future)).toBeNull();
  });

  test('are older ones only when the feed insists on them', async () => {
    const none = { warnings: [], asOf: '2024-11-24T07:00:00+09:00' };
    expect(await latestOf({}, none, none)).toMatchObject({ warnings: [{ zone: '제주도산지' }] });
    expect(await latestOf({}, none, none, none)).toMatchObject({ warnings: [] });
  });
});
