import { describe, expect, test } from 'vitest';
import { parseTickerFile } from '../../../widget/feed/parse-ticker-file.ts';
import { ko } from '../../../widget/format/words-ko.ts';
import { listOf, type Selection, tickerView } from '../../../widget/ticker/ticker-view.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

const now = Date.parse('2024-11-24T07:37:00+09:00');
const expiry = Date.parse('2024-11-24T09:30:00+09:00');
const all: Selection = { stations: [], regions: [] };
const file = recordedTickerFile();

/** The view of the recording with the rows of some stations changed. */
function view(changes: Readonly<Record<string, object>> = {}, at = now, selection = all) {
  const observations = file.observations.map((row) => ({ ...row, ...changes[row.station] }));
  return tickerView(parseTickerFile({ ...file, observations }), at, selection, ko);
}

const stationsOf = ({ stations }: ReturnType<typeof view>) =>
  stations.map(({ station }) => station);
const seoulOf = ({ stations }: ReturnType<typeof view>) =>
  stations.find(({ station }) => station === '108');

test('all stations are shown in the order of the feed', () => {
  expect(stationsOf(view())).toEqual(file.observations.map(({ station }) => station));
});

describe('selection', () => {
  describe('of automatic stations', () => {
    const automatic = {
      '108': { network: 'aws', representative: true },
      '112': { network: 'aws' },
    };

    test('leaves them out of the national list', () => {
      const stations = stationsOf(view(automatic));

      expect(stations).toHaveLength(95);
      expect(stations).not.toContain('108');
    });

    test('shows in a region those that stand for a town', () => {
      const regions = ['KR-11', 'KR-28'];
      const stations = stationsOf(view(automatic, now, { stations: [], regions }));

      expect(stations).toContain('108');
      expect(stations).not.toContain('112');
    });

    test('shows any that is named', () => {
      const stations = ['112', '108'];

      expect(stationsOf(view(automatic, now, { stations, regions: [] }))).toEqual(stations);
    });
  });

  test('regions are shown in the order of the feed', () => {
    const { stations } = view({}, now, { stations: [], regions: ['KR-49', 'KR-11'] });
    expect(stations.map(({ name }) => name)).toEqual(['서울', '제주', '고산', '성산', '서귀포']);
  });

  test('stations are shown in the order asked for, whatever the region', () => {
    const selection = { stations: ['184', '108', '00000'], regions: ['KR-26'] };
    expect(stationsOf(view({}, now, selection))).toEqual(['184', '108']);
  });

  test('is written with spaces or commas, and repetitions count once', () => {
    expect(listOf(' KR-44, KR-30\nKR-44 ')).toEqual(['KR-44', 'KR-30']);
  });

  test('of more than 500 stations the first are kept', () => {
    const stations = Array.from({ length: 1450 }, (_, index) => `${90 + index}`);
    expect(listOf(stations.join(' '))).toEqual(stations.slice(0, 500));
  });
});

describe('values that are not there', () => {
  test('a station that never had any is left out', () => {
    const never = { condition: null, temperature: null, observedAt: null, expiresAt: null };
    expect(seoulOf(view({ '108': { ...never, state: 'never' } }))).toBeUndefined();
  });

  test('a station whose values have died is shown with a dash', () => {
    const changes = { '108': { expiresAt: '2024-11-24T07:30:00+09:00' } };
    expect(seoulOf(view(changes))).toMatchObject({ temperature: '–', conditionWord: '' });
  });

  test('a condition outlives its temperature by its own time', () => {
    const changes = {
      '108': {
        expiresAt: '2024-11-24T07:30:00+09:00',
        conditionExpiresAt: '2024-11-24T09:00:00+09:00',
      },
    };
    expect(seoulOf(view(changes))).toMatchObject({ temperature: '', conditionWord: '맑음' });
  });

  test('a list of nothing but dashes is empty, and has no time', () => {
    expect(view({}, expiry)).toEqual({ stations: [], observed: null, nextExpiry: null });
  });
});

test('the time shown is that of the newest value', () => {
  const later = { observedAt: '2024-11-24T07:30:00+09:00' };
  expect(view({ '108': later }).observed?.text).toBe('07:30');
});

test('the view is right until the first of its values dies', () => {
  const sooner = { expiresAt: '2024-11-24T08:00:00+09:00' };
  expect(view({ '108': sooner }).nextExpiry).toBe(Date.parse(sooner.expiresAt));
});
