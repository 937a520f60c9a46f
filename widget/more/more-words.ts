import type { WarningKind } from '@nalssi/schemas';
import type { Language } from '../format/words.ts';

/** The words of the second script, for translators like those of `format/words.ts`. */
export interface MoreWords {
  readonly previous: string;
  readonly next: string;
  readonly skip: string;
  /** KMA's kinds of warning (특보). */
  readonly warnings: Readonly<Record<WarningKind, string>>;
  readonly levels: Readonly<Record<string, string>>;
  /** Kind and level as one word or two. */
  readonly warning: string;
  readonly andMore: string;
  readonly issued: string;
}

const ko: MoreWords = {
  previous: '이전 지점',
  next: '다음 지점',
  skip: '날씨 목록 건너뛰기',
  warnings: {
    'strong-wind': '강풍',
    'heavy-rain': '호우',
    'cold-wave': '한파',
    dry: '건조',
    'storm-surge': '폭풍해일',
    tsunami: '지진해일',
    'high-seas': '풍랑',
    typhoon: '태풍',
    'heavy-snow': '대설',
    'yellow-dust': '황사',
    'heat-wave': '폭염',
    fog: '안개',
    'tropical-night': '열대야',
  },
  levels: { advisory: '주의보', warning: '경보', severe: ' 중대경보' },
  warning: '{kind}{level}',
  andMore: '{zones} 외 {count}곳',
  issued: '{issuer}, {time} 현재',
};

const en: MoreWords = {
  previous: 'Previous stations',
  next: 'Next stations',
  skip: 'Skip the list of stations',
  warnings: {
    'strong-wind': 'Strong wind',
    'heavy-rain': 'Heavy rain',
    'cold-wave': 'Cold wave',
    dry: 'Dry weather',
    'storm-surge': 'Storm surge',
    tsunami: 'Tsunami',
    'high-seas': 'High seas',
    typhoon: 'Typhoon',
    'heavy-snow': 'Heavy snow',
    'yellow-dust': 'Yellow dust',
    'heat-wave': 'Heat wave',
    fog: 'Fog',
    'tropical-night': 'Tropical night',
  },
  levels: { advisory: 'advisory', warning: 'warning', severe: 'severe warning' },
  warning: '{kind} {level}',
  andMore: '{zones} and {count} more',
  issued: '{issuer}, as of {time} KST',
};

export const moreWords: Readonly<Record<Language, MoreWords>> = { ko, en };
