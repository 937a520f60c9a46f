import { type DiscoveryFile, type FeedFileKind, feedVersion, schemaUrl } from '@nalssi/schemas';
import { envelopeOf, ttl } from './envelope.ts';
import type { Publication } from './publication.ts';

const descriptions: Readonly<Record<FeedFileKind, { ko: string; en: string }>> = {
  index: { ko: '이 파일: 모든 피드의 목록', en: 'This file: a list of all feeds' },
  ticker: { ko: '티커가 보여 주는 값', en: 'What the ticker shows' },
  observations: {
    ko: '모든 관측값과 품질 검사 결과',
    en: 'Every observed value and what the quality checks said of it',
  },
  warnings: { ko: '발효 중인 특보', en: 'Warnings in force' },
  stations: { ko: '관측소 목록', en: 'The stations' },
  health: { ko: '운영 상태', en: 'State of the sources and of the feed, for operators' },
};

/** `index.json`: where everything is, and under which terms. */
export function discoveryFileOf(publication: Publication): DiscoveryFile {
  const kinds = Object.keys(descriptions) as FeedFileKind[];
  return {
    ...envelopeOf('index', publication),
    feeds: Object.fromEntries(
      kinds.map((kind) => [
        kind,
        { url: `${kind}.json`, schema: schemaUrl(kind), ttl, description: descriptions[kind] },
      ]),
    ),
    versions: [{ version: feedVersion, url: '/v1/index.json' }],
    licence: {
      text: {
        ko: '관측 자료의 출처는 기상청입니다. 보여 줄 때 "기상청 제공"을 함께 밝혀야 합니다.',
        en: 'Observations by the Korea Meteorological Administration, which must be named wherever they are shown.',
      },
      url: 'https://www.kma.go.kr',
    },
  };
}
