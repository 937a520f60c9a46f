import type { ConditionCode } from '@nalssi/schemas';

/**
 * Every word the ticker shows or speaks. For a new language, copy one block and translate the
 * right-hand sides; what stands in {braces} stays. Korean condition words are KMA's.
 */
export interface Words {
  readonly conditions: Readonly<Record<ConditionCode, string>>;
  /** Name of the whole ticker for assistive technology. */
  readonly label: string;
  readonly pause: string;
  readonly play: string;
  /** The time of observation in the end cap. */
  readonly observedAt: string;
  /**
   * Month and day before the time, when the observation is not from today: `{month}` is its number,
   * `{monthName}` the first three letters of its English name.
   */
  readonly date: string;
  /** Names of the two scales in spoken temperatures. */
  readonly scales: Readonly<Record<'c' | 'f', string>>;
  readonly spokenTemperature: string;
  readonly spokenBelowZero: string;
  readonly spokenNothing: string;
  readonly replay: string;
  readonly spokenReplay: string;
  readonly stale: string;
  readonly spokenStale: string;
  /** The same mark, when it is the feed that cannot be read. */
  readonly spokenUnreachable: string;
  readonly empty: string;
  readonly failed: string;
  /** Attributions of the feed that have a translation; others are shown as they are. */
  readonly attributions: Readonly<Record<string, string>>;
}

const ko: Words = {
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
  label: '날씨',
  pause: '움직임 멈춤',
  play: '다시 움직이기',
  observedAt: '{time} 기준',
  date: '{month}.{day}. {time}',
  scales: { c: '섭씨', f: '화씨' },
  spokenTemperature: '{scale} {value}도',
  spokenBelowZero: '{scale} 영하 {value}도',
  spokenNothing: '관측값 없음',
  replay: '재생',
  spokenReplay: '지난 관측값을 재생하는 중입니다.',
  stale: '지연',
  spokenStale: '새 관측값이 늦어지고 있습니다.',
  spokenUnreachable: '새 관측값을 받지 못하고 있습니다.',
  empty: '표시할 관측값이 없습니다',
  failed: '날씨 정보를 불러오지 못했습니다. 곧 다시 시도합니다.',
  attributions: {},
};

const en: Words = {
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
  label: 'Weather',
  pause: 'Pause motion',
  play: 'Resume motion',
  observedAt: 'As of {time} KST',
  date: '{day} {monthName} {time}',
  scales: { c: 'Celsius', f: 'Fahrenheit' },
  spokenTemperature: '{value} degrees {scale}',
  spokenBelowZero: 'minus {value} degrees {scale}',
  spokenNothing: 'no observation',
  replay: 'Replay',
  spokenReplay: 'Past observations are being replayed.',
  stale: 'Delayed',
  spokenStale: 'New observations are late.',
  spokenUnreachable: 'New observations cannot be received.',
  empty: 'No observations to show',
  failed: 'The weather could not be loaded. Trying again soon.',
  attributions: { '기상청 제공': 'Provided by KMA' },
};

export type Language = 'ko' | 'en';

export const words: Readonly<Record<Language, Words>> = { ko, en };

export function isConditionCode(code: string): code is ConditionCode {
  return Object.hasOwn(ko.conditions, code);
}

/** Puts values in the place of what stands in {braces}. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
