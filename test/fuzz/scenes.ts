import { readdirSync, readFileSync } from 'node:fs';
import { formatKst, type Instant, type SourceId, sources } from '@nalssi/collector';
import { seasonAt } from '../../collector/quality/batch/season.ts';
import { nowcastCells, stationsIn } from '../../collector/sources/data-go-kr/cells.ts';
import { parse as parseNowcast } from '../../collector/sources/data-go-kr/parse.ts';
import type { Batch } from '../../collector/sources/reading.ts';
import type { SourceRequest } from '../../collector/sources/source.ts';
import { SourceError } from '../../collector/sources/source-error.ts';
import type { WarningBatch } from '../../collector/sources/warning.ts';
import { country } from '../upstream/country.ts';
import { encodeEucKr } from '../upstream/euc-kr.ts';
import { formatAsos } from '../upstream/formats/apihub-asos.ts';
import { formatAws } from '../upstream/formats/apihub-aws.ts';
import { formatNowcast, formatPortalAnswer } from '../upstream/formats/data-go-kr.ts';
import { formatAwsPage, formatAwsText } from '../upstream/formats/kma-aws.ts';
import { formatCityPage } from '../upstream/formats/kma-city.ts';
import { formatMapOf } from '../upstream/formats/kma-map.ts';
import {
  formatHubWarnings,
  formatPortalWarnings,
  type UpstreamWarning,
} from '../upstream/formats/warnings.ts';
import type { UpstreamStation, Weather } from '../upstream/weather.ts';

/** An answer of an upstream, sound or a real error, that inputs are made from. */
export interface Scene {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly request: SourceRequest<Batch | WarningBatch>;
  /** When it is read: a few minutes after the time that it speaks of. */
  readonly now: Instant;
}

/** For answers that speak of no time. */
const standardNow = Date.parse('2026-01-12T07:20:00+09:00');
const standardTime = '2026-01-12T07:00:00+09:00';

const encode = (text: string) => new TextEncoder().encode(text);

/** Nobody is asked with them: they make a source plan its requests. */
const keys = { 'kma-apihub': 'hub', 'data-go-kr': 'portal' };

const [cell = { nx: 60, ny: 127 }] = nowcastCells;

/** What an upstream would answer of the weather: one of its formats, or two. */
const writers: Readonly<Record<SourceId, readonly ((weather: Weather) => Uint8Array)[]>> = {
  'kma-map': [(weather) => encode(formatMapOf(weather))],
  'kma-city': [
    (weather) => encode(formatCityPage(weather)),
    (weather) => encode(formatCityPage(weather, { withSnow: true })),
  ],
  'apihub-asos': [formatAsos],
  'apihub-aws': [formatAws, (weather) => formatAws(weather, { disp: 0 })],
  'kma-aws': [formatAwsPage, (weather) => formatAwsPage(weather, { header: '' })],
  'data-go-kr': [
    (weather) => encode(formatNowcast(weather, cell)),
    (weather) => encode(formatNowcast(weather, cell, 'XML')),
  ],
  warnings: [
    (weather) => formatHubWarnings(weather, warningsIn(weather)),
    (weather) => encode(formatPortalWarnings(weather, warningsIn(weather))),
  ],
};

/** What a source answers at a time, before anything is done to it. */
export function soundAnswer(id: SourceId, now: Instant): Uint8Array {
  const [write] = writers[id];
  if (write === undefined) throw new Error(`nothing writes answers of ${id}`);
  return write(weatherAt(formatKst(now), id, 60, 'mild'));
}

/** The request that an answer is read for, as the source makes it. */
export function requestOf(id: SourceId, now: Instant, name = ''): Scene['request'] {
  if (id === 'data-go-kr') {
    const asked = name.includes('60-127') ? { nx: 60, ny: 127 } : cell;
    const about = `cell ${asked.nx},${asked.ny}`;
    return {
      path: '/',
      about,
      stations: stationsIn(asked),
      read: (bytes) => parseNowcast(bytes, asked),
    };
  }
  const isPortal = id === 'warnings' && /getPwnStatus|error-99|written 1/.test(name);
  const { 'data-go-kr': portal } = keys;
  const given = isPortal ? { 'data-go-kr': portal } : keys;
  const [request] = sources[id].requests({ now, keys: given });
  if (request === undefined) throw new Error(`${id} asks for nothing`);
  return request;
}

/** All scenes of a source: each real capture, in both encodings, and what our upstream writes. */
export function scenesOf(id: SourceId): Scene[] {
  const written = writers[id].flatMap((write, index) =>
    [
      weatherAt(standardTime, id, 30, 'mild'),
      weatherAt(standardTime, id, 60, 'winter'),
      weatherAt('2026-08-01T15:00:00+09:00', id, 100, 'summer'),
    ].map((weather) => sceneOf(id, `written ${index} ${weather.stations.length}`, write(weather))),
  );
  return [...capturesOf(id), ...written];
}

function sceneOf(id: SourceId, name: string, bytes: Uint8Array): Scene {
  const request = requestOf(id, standardNow, name);
  try {
    const batch = request.read(bytes);
    const stamps =
      'asOf' in batch ? [batch.asOf] : batch.readings.map(({ observedAt }) => observedAt);
    // The cell of a capture may hold no station.
    const now = stamps.length === 0 ? standardNow : Math.max(...stamps) + 5 * 60_000;
    return { name, bytes, request: requestOf(id, now, name), now };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { name, bytes, request, now: standardNow };
  }
}

function capturesOf(id: SourceId): Scene[] {
  const folder = new URL(`../collector/sources/${id}/captures/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => !/README|\.csv$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(new URL(file, folder), 'utf8');
      const whole = wholeAnswer(id, file, text);
      const variants = [sceneOf(id, file, encode(whole))];
      if (whole !== text) variants.push(sceneOf(id, `${file} as it is`, encode(text)));
      const isAscii = [...whole].every((letter) => letter.charCodeAt(0) < 0x80);
      if (!isAscii) variants.push(sceneOf(id, `${file} in EUC-KR`, encodeEucKr(whole)));
      return variants;
    });
}

/** Some captures are only rows: what stands around them on the wire is put back. */
function wholeAnswer(id: SourceId, file: string, text: string): string {
  if (id === 'kma-aws') {
    const page = formatAwsText({ observedAt: standardTime, stations: [] }, { header: '' });
    return page.replace('</table>\n</td>', `${text}</table>\n</td>`);
  }
  if (file.endsWith('guide-fields.json')) {
    const fields = JSON.parse(text) as Readonly<Record<string, string>>;
    return formatPortalAnswer([{ ...fields, t7: 'o 없음', tmFc: 202607281537 }], 'JSON');
  }
  if (id.startsWith('apihub-') && file.endsWith('.txt') && !text.includes('#7777END')) {
    return `${text.trimEnd()}\n#7777END\n`;
  }
  return text;
}

type Season = 'mild' | 'winter' | 'summer';

/** °C more than in the recorded November morning: what is out of season is refused unread. */
function warmthOf(season: Season, observedAt: string): number {
  const usual = seasonAt(Date.parse(observedAt)).usual - 2;
  return { mild: usual, winter: usual - 2, summer: usual + 2 }[season];
}

/** The same stations at every time. */
const { stations: allStations } = country(standardTime);

/** The weather of some stations that `id` lists, with rain, gaps and stations nobody knows. */
function weatherAt(observedAt: string, id: SourceId, count: number, season: Season): Weather {
  const surface = allStations.filter(({ network }) => network === 'asos');
  const automatic = allStations.filter(({ network }) => network === 'aws');
  const isSurface = ['kma-map', 'kma-city', 'apihub-asos'].includes(id);
  const listed = isSurface
    ? surface.slice(0, count)
    : [...surface.slice(0, 15), ...automatic.slice(0, count - 20), ...automatic.slice(-5)];
  const chosen = id === 'data-go-kr' ? automatic : listed;
  return {
    observedAt,
    stations: chosen.map((station, index) =>
      variedStation(station, index, season, warmthOf(season, observedAt)),
    ),
  };
}

function variedStation(
  station: UpstreamStation,
  index: number,
  season: Season,
  warmth: number,
): UpstreamStation {
  const temperature = Math.round(((station.values.temperature ?? 0) + warmth) * 10) / 10;
  const dryness = (100 - (station.values.humidity ?? 85)) / 5;
  const dewPoint = Math.round((temperature - dryness) * 10) / 10;
  const values = { ...station.values, temperature, dewPoint };
  if (index % 11 === 3) {
    return { ...station, values: { ...values, temperature: -9, dewPoint: -9.4, humidity: 96 } };
  }
  if (index % 9 === 2) {
    return { ...station, values: { ...values, temperature: null, humidity: null, pressure: null } };
  }
  if (index % 6 !== 0) return { ...station, values };
  const word = season === 'winter' ? '눈' : '비';
  const condition = season === 'winter' ? 'snow' : 'rain';
  return {
    ...station,
    word: station.word === null ? null : word,
    condition,
    values: { ...values, rain: 2.5, rainDay: 11, snowDepth: 4.2, humidity: 97 },
  };
}

function warningsIn({ observedAt }: Weather): UpstreamWarning[] {
  const times = { issuedAt: observedAt, effectiveAt: observedAt };
  const daegu = { id: 'L1140000', name: '대구광역시' };
  const gangwon = { id: 'L1020000', name: '강원도' };
  return [
    {
      kind: 'heat-wave',
      level: 'warning',
      zone: { id: 'L1140100', name: '대구중부' },
      parent: daegu,
      command: '변경',
      ...times,
    },
    {
      kind: 'heavy-snow',
      level: 'advisory',
      zone: { id: 'L1020100', name: '태백' },
      parent: gangwon,
      command: '발표',
      ...times,
    },
    {
      kind: 'strong-wind',
      level: 'preliminary',
      zone: { id: 'L1090800', name: '흑산도.홍도' },
      parent: { id: 'L1090000', name: '전라남도' },
      command: '발표',
      ...times,
    },
  ];
}
