import type { BoardFile } from '@nalssi/schemas';
import {
  boardFileOf,
  boardFiles,
  boardStationsFileOf,
  boardWarningsFile,
  historyFileOf,
} from './board-files.ts';

// Files of a board of which everything is as much as a board reads: the most stations and places, with
// the longest names, all doubted, in the most warnings.

const stations = 200;
const places = 60;
const syllables = 11_172;

let named = 0;
/** Sixty syllables that no other name has in this order: a browser lays each of them out anew. */
function name(): string {
  named += 1;
  return Array.from({ length: 60 }, (_, index) =>
    String.fromCharCode(0xac00 + ((named * 421 + index * 131) % syllables)),
  ).join('');
}

const list = <Value>(make: (index: number) => Value) =>
  Array.from({ length: stations }, (_, i) => make(i));

/** All that a board of these regions asks for, by path below `/v1/`. */
export function hostileBoardFiles(...ids: readonly string[]): Map<string, unknown> {
  const files = boardFiles(...ids);
  for (const [index, id] of ids.entries()) {
    const number = (station: number) => String(10_000 + index * 1_000 + station);
    for (const [path, file] of filesOf(id, number)) files.set(path, file);
  }
  const warnings = boardWarningsFile();
  const kinds = ['strong-wind', 'heavy-rain', 'cold-wave', 'dry', 'typhoon', 'heavy-snow'];
  const levels = ['severe', 'warning', 'advisory'];
  files.set('warnings.json', {
    ...warnings,
    warnings: Array.from({ length: 500 }, (_, index) => ({
      ...warnings.warnings[0],
      kind: kinds[index % kinds.length],
      level: levels[index % levels.length],
      zone: { id: null, name: name() },
      stations: Array.from({ length: 100 }, (_, step) =>
        String(10_000 + ((index + 3 * step) % 200)),
      ),
      regions: ids,
    })),
  });
  return files;
}

function filesOf(id: string, number: (station: number) => string): readonly [string, unknown][] {
  const board = boardFileOf(id);
  const elements = [
    'temperature',
    'feelsLike',
    'humidity',
    'windSpeed',
    'windDirection',
    'rain',
  ] as const;
  const columns = [...elements, 'rainDay', 'temperatureChange'].map((column, place) => [
    column,
    list((index) => ((index * 37 + place * 11) % 300) / 10),
  ]);
  const file = {
    ...board,
    stations: list(number),
    state: list(() => 'carried'),
    observedAt: list((index) => `2026-11-27T14:0${index % 10}:00+09:00`),
    expiresAt: list((index) => `2026-11-27T16:3${index % 10}:00+09:00`),
    ...Object.fromEntries(columns),
    today: {
      ...board.today,
      temperatureHigh: list((index) => index / 10),
      temperatureHighAt: list(() => '13:42'),
      temperatureLow: list((index) => -index / 10),
      temperatureLowAt: list(() => '06:51'),
    },
    exceptions: elements.map((element): BoardFile['exceptions'][number] => ({
      stations: list(number),
      elements: [element],
      state: 'fresh',
      quality: 'suspect',
      observedAt: '2026-11-27T14:00:00+09:00',
      expiresAt: '2026-11-27T16:30:00+09:00',
    })),
  };
  const own = boardStationsFileOf(id);
  const known = own.stations.filter(({ lat }) => lat !== null);
  const codes = Array.from({ length: places }, (_, index) =>
    String(Number(number(0)) + 60_000 - index),
  );
  const facts = {
    ...own,
    stations: list((index) => {
      const { lat, lon, ...station } = known[index % known.length] ??
        known[0] ?? { lat: 36, lon: 127 };
      return {
        ...station,
        id: number(index),
        name: { ko: name(), en: 'y'.repeat(60) },
        lat: (lat ?? 36) + (index % 17) * 0.013,
        lon: (lon ?? 127) + (index % 13) * 0.013,
        place: codes[index % places],
      };
    }),
    places: codes.map((code, index) => ({
      code,
      name: { ko: name(), en: 'x'.repeat(60) },
      station: number(index),
      km: 5 + index,
    })),
  };
  const day = Date.parse('2026-11-25T15:00:00Z');
  const history = {
    ...historyFileOf(id),
    hours: Array.from({ length: 48 }, (_, hour) => new Date(day + hour * 3_600_000).toISOString()),
    temperature: Object.fromEntries(
      list((index) => [
        number(index),
        Array.from({ length: 48 }, (_, hour) =>
          hour % 3 ? ((index * 13 + hour * 7) % 200) / 10 : null,
        ),
      ]),
    ),
  };
  return [
    [`boards/${id}.json`, file],
    [`boards/${id}.stations.json`, facts],
    [`history/${id}.json`, history],
  ];
}
