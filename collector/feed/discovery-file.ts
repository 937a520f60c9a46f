import {
  type DiscoveryFile,
  type FeedFileKind,
  feedVersion,
  provinces,
  regionCodes,
  regionNames,
  schemaUrl,
} from '@nalssi/schemas';
import { envelopeOf, historyTtl, stationsTtl, ttl } from './envelope.ts';
import { ttlOfPlaces } from './places-file.ts';
import type { Publication } from './publication.ts';

/** One feed of the discovery file. */
export interface Feed {
  readonly kind: FeedFileKind;
  /** Relative to this file; `{…}` stands for a station number, a region code, or one of a board: a region or `KR`. */
  readonly url: string;
  /** Seconds, where it is another than that of most. */
  readonly ttl?: number;
  readonly ko: string;
  readonly en: string;
}

export const feeds: Readonly<Record<string, Feed>> = {
  index: {
    kind: 'index',
    url: 'index.json',
    ko: '이 파일: 모든 피드의 목록',
    en: 'This file: a list of all feeds',
  },
  ticker: {
    kind: 'ticker',
    url: 'ticker.json',
    ko: '티커가 보여 주는 값',
    en: 'What the ticker shows',
  },
  region: {
    kind: 'ticker',
    url: 'regions/{region}.json',
    ko: '한 시도의 기온과 날씨',
    en: 'Temperature and condition in one region',
  },
  observations: {
    kind: 'observations',
    url: 'observations.json',
    ko: '모든 관측값과 품질 검사 결과',
    en: 'Every observed value and what the quality checks said of it',
  },
  geojson: {
    kind: 'geojson',
    url: 'observations.geojson',
    ko: '모든 관측값, 지도용 점 자료',
    en: 'Every observed value as points for a map',
  },
  stations: { kind: 'stations', url: 'stations.json', ko: '관측소 목록', en: 'The stations' },
  station: {
    kind: 'station',
    url: 'stations/{station}.json',
    ko: '한 관측소의 현재와 지난 48시간',
    en: 'One station now and in its last 48 hours',
  },
  places: {
    kind: 'places',
    url: 'places.json',
    ttl: ttlOfPlaces,
    ko: '시군구와 일반구, 저마다 대표하는 관측소',
    en: 'Towns and districts, each with the station that stands for it',
  },
  board: {
    kind: 'board',
    url: 'boards/{board}.json',
    ko: '한 시도(KR은 전국 종관관측소)의 모든 요소, 변화, 오늘과 어제의 최고와 최저',
    en: 'Everything in one region now (KR: surface stations of the country), changes, extremes of today and yesterday',
  },
  boardStations: {
    kind: 'stations',
    url: 'boards/{board}.stations.json',
    ttl: stationsTtl,
    ko: '그 관측소 목록, 지금 관측하지 않는 곳 포함',
    en: 'The stations of a board, also those that nobody measures now',
  },
  history: {
    kind: 'history',
    url: 'history/{board}.json',
    ttl: historyTtl,
    ko: '같은 관측소의 지난 24시간 기온과 강수량',
    en: 'Temperature and precipitation of the same stations in the last 24 hours',
  },
  warnings: {
    kind: 'warnings',
    url: 'warnings.json',
    ko: '발효 중인 특보',
    en: 'Warnings in force',
  },
  health: {
    kind: 'health',
    url: 'health.json',
    ko: '운영 상태',
    en: 'State of the sources and of the feed, for operators',
  },
};

/** `index.json`: where everything is, and under which terms. */
export function discoveryFileOf(publication: Publication): DiscoveryFile {
  const { publicUrl } = publication;
  return {
    ...envelopeOf('index', publication),
    ...(publicUrl !== null && { site: publicUrl }),
    feeds: Object.fromEntries(
      Object.entries(feeds).map(([name, { kind, url, ttl: own, ko, en }]) => [
        name,
        { url, schema: schemaUrl(kind, publicUrl), ttl: own ?? ttl, description: { ko, en } },
      ]),
    ),
    regions: regionCodes.map((code) => ({
      code,
      name: regionNames[code],
      province: provinces[code],
    })),
    versions: [{ version: feedVersion, url: `${publicUrl ?? '/'}v1/index.json` }],
    licence: {
      text: {
        ko: '관측 자료의 출처는 기상청입니다. 보여 줄 때 "기상청 제공"을 함께 밝혀야 합니다.',
        en: 'Observations by the Korea Meteorological Administration, which must be named wherever they are shown.',
      },
      url: 'https://www.kma.go.kr',
    },
  };
}
