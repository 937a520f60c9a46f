import type { ConditionCode } from '@nalssi/schemas';

export const embedLanguages = ['ko', 'en'] as const;
export type EmbedLanguage = (typeof embedLanguages)[number];

/** The words of a fragment. Those of the conditions are the ticker's; a test holds the two together. */
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
  conditions: {
    clear: '맑음',
    'partly-cloudy': '구름조금',
    'mostly-cloudy': '구름많음',
    overcast: '흐림',
    drizzle: '이슬비',
    rain: '비',
    'freezing-rain': '어는비',
    shower: '소나기',
    sleet: '진눈깨비',
    snow: '눈',
    'snow-shower': '소낙눈',
    'snow-grains': '싸락눈',
    'ice-pellets': '얼음싸라기',
    hail: '우박',
    'blowing-snow': '눈보라',
    thunder: '천둥번개',
    fog: '안개',
    mist: '박무',
    haze: '연무',
    dust: '황사',
    'funnel-cloud': '용오름',
    'precipitation-in-sight': '시계내강수',
  },
  replay: '재생: 지난 관측값',
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
  conditions: {
    clear: 'Clear',
    'partly-cloudy': 'Partly cloudy',
    'mostly-cloudy': 'Mostly cloudy',
    overcast: 'Overcast',
    drizzle: 'Drizzle',
    rain: 'Rain',
    'freezing-rain': 'Freezing rain',
    shower: 'Shower',
    sleet: 'Sleet',
    snow: 'Snow',
    'snow-shower': 'Snow shower',
    'snow-grains': 'Snow grains',
    'ice-pellets': 'Ice pellets',
    hail: 'Hail',
    'blowing-snow': 'Blowing snow',
    thunder: 'Thunder',
    fog: 'Fog',
    mist: 'Mist',
    haze: 'Haze',
    dust: 'Dust',
    'funnel-cloud': 'Funnel cloud',
    'precipitation-in-sight': 'Precipitation in sight',
  },
  replay: 'Replay: past observations',
  stale: 'Delayed: no new observations',
  empty: 'No observations to show.',
  label: (region) => `Weather in ${region ?? 'Korea'}`,
  observedAt: (time) => `As of ${time} KST`,
  dayAndTime: (month, day, time) => `${day} ${months[month - 1] ?? month} ${time}`,
  belowZero: (temperature) => `minus ${temperature}`,
  attributions: { '기상청 제공': 'Provided by KMA' },
};

export const embedWords: Readonly<Record<EmbedLanguage, EmbedWords>> = { ko, en };
