import { type WarningsFile, warningsFile } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { warningItems } from '../../../widget/more/warning-items.ts';
import { parseWarnings } from '../../../widget/more/warnings-client.ts';
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
