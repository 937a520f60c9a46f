import { boardFile, historyFile, placesFile, stationsFile, warningsFile } from '@nalssi/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBoardFile } from '../../../widget/board/feed/board-file.ts';
import { readHistoryFile } from '../../../widget/board/feed/history-file.ts';
import { readPlacesFile } from '../../../widget/board/feed/places-file.ts';
import { readStationsFile } from '../../../widget/board/feed/stations-file.ts';
import { dayOf } from '../../../widget/board/overview/day.ts';
import {
  boardFileOf,
  boardPlacesFile,
  boardStationsFileOf,
  boardWarningsFile,
  historyFileOf,
} from './board-files.ts';

// What the board takes of the feed's files, and what it refuses.

test('the files of these tests are as the schemas want them', () => {
  boardFile.parse(boardFileOf('KR-44'));
  stationsFile.parse(boardStationsFileOf('KR-44'));
  historyFile.parse(historyFileOf('KR-44'));
  placesFile.parse(boardPlacesFile());
  warningsFile.parse(boardWarningsFile());
});

describe('a board', () => {
  const [first = ''] = boardFileOf('KR-44').stations;
  const firstWith = (changes: Parameters<typeof boardFileOf>[1]) =>
    readBoardFile(boardFileOf('KR-44', changes)).stations.get(first);
  const rest = <Value>(value: Value, usual: Value) =>
    boardFileOf('KR-44').stations.map((_, index) => (index === 0 ? value : usual));

  test('has each station with its values and their times', () => {
    const { temperature = [], temperatureChange } = boardFileOf('KR-44');
    const { readings } = firstWith({}) ?? {};

    expect(readings?.temperature).toEqual({
      value: temperature[0],
      observedAt: Date.parse('2026-11-27T14:07:00+09:00'),
      expiresAt: Date.parse('2026-11-27T16:30:00+09:00'),
      isCarried: false,
      isSuspect: false,
    });
    expect(readings?.change?.value).toBe(temperatureChange[0]);
  });

  test('has a condition with its own time', () => {
    const condition = rest<'rain' | null>('rain', null);
    const times = {
      observedAt: '2026-11-27T12:00:00+09:00',
      expiresAt: '2026-11-27T14:30:00+09:00',
    };
    const exceptions = [
      {
        stations: [first],
        elements: ['condition' as const],
        state: 'carried' as const,
        ...times,
      },
    ];

    expect(firstWith({ condition })?.condition?.value).toBe('rain');
    expect(firstWith({ condition, exceptions })?.condition).toMatchObject({
      expiresAt: Date.parse(times.expiresAt),
      isCarried: true,
    });
  });

  test('has the extremes of the day with their minutes', () => {
    const { today } = boardFileOf('KR-44');

    expect(dayOf({ now: firstWith({}) ?? null }).high).toEqual({
      value: today.temperatureHigh[0],
      at: '13:42',
      isSuspect: false,
    });
  });

  test('has no minute of its highest value where that is no text', () => {
    const temperatureHighAt = rest<unknown>({ toString: 1 }, '00:00') as string[];
    const today = { ...boardFileOf('KR-44').today, temperatureHighAt };

    expect(dayOf({ now: firstWith({ today }) ?? null }).high?.at).toBe('');
  });

  test('has no value that no weather has', () => {
    expect(
      firstWith({ temperature: rest<number | null>(-99.9, 1) })?.readings.temperature,
    ).toBeNull();
    expect(firstWith({ humidity: rest<number | null>(-9, 50) })?.readings.humidity).toBeNull();
  });

  test('has no value without the time at which it dies', () => {
    const expiresAt = rest<string | null>(null, '2026-11-27T16:30:00+09:00');

    expect(Object.values(firstWith({ expiresAt })?.readings ?? {}).filter(Boolean)).toEqual([]);
  });

  test('gives an exception its own times and doubts', () => {
    const { readings } =
      firstWith({
        exceptions: [
          {
            stations: [first],
            elements: ['temperature'],
            state: 'carried',
            quality: 'suspect',
            observedAt: '2026-11-27T12:00:00+09:00',
            expiresAt: '2026-11-27T14:30:00+09:00',
          },
        ],
      }) ?? {};

    expect(readings?.temperature).toMatchObject({
      observedAt: Date.parse('2026-11-27T12:00:00+09:00'),
      isCarried: true,
      isSuspect: true,
    });
    // A change is one of the temperature.
    expect(readings?.change?.isSuspect).toBe(true);
    expect(readings?.humidity?.isSuspect).toBe(false);
  });

  test('has no value of an exception that names none', () => {
    const exceptions = [
      { stations: [first], elements: ['rain' as const], state: 'expired' as const },
    ];

    expect(firstWith({ exceptions })?.readings.rain).toBeNull();
  });

  test('of a station is told from a later version by nothing that it does not know', () => {
    const file = { ...boardFileOf('KR-44'), version: '1.9', uvIndex: [1, 2], status: 'splendid' };

    expect(readBoardFile(file).status).toBe('degraded');
  });
});

describe('whatever is in a file', () => {
  const readers = { readBoardFile, readStationsFile, readHistoryFile, readPlacesFile };
  const good = {
    readBoardFile: boardFileOf('KR-50'),
    readStationsFile: boardStationsFileOf('KR-50'),
    readHistoryFile: historyFileOf('KR-50'),
    readPlacesFile: boardPlacesFile(),
  };

  test.each(Object.keys(readers) as (keyof typeof readers)[])(
    '%s reads it or throws a TypeError',
    (name) => {
      const field = fc.constantFrom(...Object.keys(good[name]));
      fc.assert(
        fc.property(field, fc.anything(), (changed, value) => {
          try {
            readers[name]({ ...good[name], [changed]: value });
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError);
          }
        }),
      );
    },
  );

  test.each(Object.keys(readers) as (keyof typeof readers)[])(
    '%s refuses what is no file of the feed',
    (name) => {
      for (const file of [null, 1, 'text', [], {}, { version: '2.0' }]) {
        expect(() => readers[name](file)).toThrow(TypeError);
      }
    },
  );
});

describe('of a feed that was taken over', () => {
  const many = Array.from({ length: 1500 }, (_, index) => String(index + 1));
  const times = ['2026-11-27T14:07:00+09:00', '2026-11-27T16:30:00+09:00'] as const;
  const crowd = {
    ...boardFileOf('KR-50'),
    stations: many,
    observedAt: many.map(() => times[0]),
    expiresAt: many.map(() => times[1]),
    temperature: many.map(() => 1),
  };

  test('a board has 200 stations at the most', () => {
    const { stations } = readBoardFile(crowd);

    expect(stations.size).toBe(200);
    expect(stations.get('200')?.readings.temperature?.value).toBe(1);
  });

  test('so has the list of its stations', () => {
    const [station] = boardStationsFileOf('KR-50').stations;
    const file = {
      ...boardStationsFileOf('KR-50'),
      stations: many.map((id) => ({ ...station, id })),
    };

    expect(readStationsFile(file).stations.size).toBe(200);
  });

  test('has 60 places at the most, of a feed that was taken over', () => {
    const file = boardStationsFileOf('KR-44');
    const [place] = file.places ?? [];
    const places = Array.from({ length: 300 }, (_, index) => ({
      ...place,
      code: String(90_000 + index),
    }));

    expect(readStationsFile({ ...file, places }).places).toHaveLength(60);
  });

  test('so has its history', () => {
    const file = historyFileOf('KR-50');
    const temperature = Object.fromEntries(many.map((id) => [id, file.hours.map(() => 1)]));

    expect(readHistoryFile({ ...file, temperature }).temperature.size).toBe(200);
  });

  test('as many exceptions are read as its stations can have', () => {
    const elements = ['temperature', ...Array.from({ length: 19 }, (_, index) => `e${index}`)];
    const of = (station: string) => ({ stations: [station], elements: ['temperature'] });
    const named = { stations: many.slice(0, 100), elements };
    const { stations } = readBoardFile({ ...crowd, exceptions: [named, of('150')] });

    expect(stations.get('99')?.readings.temperature).toBeNull();
    expect(stations.get('150')?.readings.temperature?.value).toBe(1);
  });

  test('there are 400 places at the most', () => {
    const [place] = boardPlacesFile().places;
    const file = { ...boardPlacesFile(), places: many.map((code) => ({ ...place, code })) };

    expect(readPlacesFile(file).places).toHaveLength(400);
  });

  test('an address of the attribution that is longer than any is no link', () => {
    const attribution = { text: '기상청', url: `https://www.weather.go.kr/${'a'.repeat(2000)}` };

    expect(readBoardFile({ ...crowd, attribution }).attribution.url).toBeNull();
  });
});

test('a history has a temperature an hour, and no numbers of stations that are none', () => {
  const file = historyFileOf('KR-50');
  const { temperature, hours } = readHistoryFile({
    ...file,
    temperature: { ...file.temperature, __proto__x: [1], '239': file.hours.map(() => 500) },
  });

  expect(hours).toHaveLength(24);
  expect(temperature.has('__proto__x')).toBe(false);
  expect(temperature.get('239')?.every((value) => value === null)).toBe(true);
});
