import { type ConditionCode, conditionWordsEn, conditionWordsKo } from '@nalssi/schemas';

export const embedLanguages = ['ko', 'en'] as const;
export type EmbedLanguage = (typeof embedLanguages)[number];

/** The words of a fragment. */
export interface EmbedWords {
  readonly conditions: Readonly<Record<ConditionCode, string>>;
  readonly replay: string;
  readonly stale: string;
  readonly empty: string;
  /** Names the list, of a region and of the country. */
  readonly label: (region: string | null) => string;
  /** `time` is an element. */
  readonly observedAt: (time: string) => string;
  /** `month` counts from 1. */
  readonly dayAndTime: (month: number, day: number, time: string) => string;
  /** In words, because many screen readers skip a minus sign. */
  readonly belowZero: (temperature: string) => string;
  /** Attributions of the feed that have a translation; others are shown as they are. */
  readonly attributions: Readonly<Record<string, string>>;
}

const ko: EmbedWords = {
  conditions: conditionWordsKo,
  replay: '예시 자료: 지금 날씨가 아님',
  stale: '지연: 새 관측값 없음',
  empty: '표시할 관측값이 없습니다.',
  label: (region) => `${region ?? '전국'} 날씨`,
  observedAt: (time) => `${time} 기준`,
  dayAndTime: (month, day, time) => `${month}월 ${day}일 ${time}`,
  belowZero: (temperature) => `영하 ${temperature}`,
  attributions: {},
};

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const en: EmbedWords = {
  conditions: conditionWordsEn,
  replay: 'Sample data: not the weather of now',
  stale: 'Delayed: no new observations',
  empty: 'No observations to show.',
  label: (region) => `Weather in ${region ?? 'Korea'}`,
  observedAt: (time) => `As of ${time} KST`,
  dayAndTime: (month, day, time) => `${day} ${months[month - 1] ?? month} ${time}`,
  belowZero: (temperature) => `minus ${temperature}`,
  attributions: { '기상청 제공': 'Provided by KMA' },
};

export const embedWords: Readonly<Record<EmbedLanguage, EmbedWords>> = { ko, en };
