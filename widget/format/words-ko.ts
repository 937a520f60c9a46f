import { conditionWordsKo, warningNameKo } from '@nalssi/schemas/facts';
import type { MoreWords, Words } from './words.ts';

/** Korean. Condition words are KMA's. */
export const ko: Words = {
  language: 'ko',
  conditions: conditionWordsKo,
  label: '날씨',
  pause: '움직임 멈춤',
  play: '다시 움직이기',
  observedAt: ['', ' 기준'],
  date: '{month}.{day}. {time}',
  spokenTemperature: '섭씨 {value}도',
  spokenBelowZero: '섭씨 영하 {value}도',
  spokenNothing: '관측값 없음',
  replay: '예시 자료',
  spokenReplay: '예전 관측값입니다.',
  stale: '지연',
  spokenStale: '새 관측값이 늦습니다.',
  spokenUnreachable: '새 관측값을 불러오지 못했습니다.',
  empty: '표시할 관측값이 없습니다',
  failed: '날씨를 불러오지 못했습니다.',
  attributions: { '기상청 제공': ['', '기상청', ' 제공'] },
};

/** What the second script says. */
export const moreKo: MoreWords = {
  previous: '이전 지점',
  next: '다음 지점',
  skip: '날씨 목록 건너뛰기',
  weatherOf: '{region} 날씨',
  high: { shown: '최고 {value}', spoken: '최고 {value}' },
  low: { shown: '최저 {value}', spoken: '최저 {value}' },
  warning: warningNameKo,
  andMore: '{zones} 외 {count}곳',
  issued: '{issuer}, {time} 현재',
  fahrenheit: { spokenTemperature: '화씨 {value}도', spokenBelowZero: '화씨 영하 {value}도' },
  warmer: { shown: '어제보다 +{value}{scale}', spoken: '어제보다 {value}도 높음' },
  colder: { shown: '어제보다 -{value}{scale}', spoken: '어제보다 {value}도 낮음' },
  alike: { shown: '어제와 같음', spoken: '어제와 같음' },
  feelsLike: { shown: '체감 {value}', spoken: '체감 {value}' },
  humidity: { shown: '습도 {value}%', spoken: '습도 {value}퍼센트' },
  wind: { shown: '{direction}풍 {value}m/s', spoken: '{direction}풍 초속 {value}미터' },
  windFromAnywhere: { shown: '바람 {value}m/s', spoken: '바람 초속 {value}미터' },
  calm: { shown: '바람 없음', spoken: '바람 없음' },
  directions: {
    shown:
      '북 북북동 북동 동북동 동 동남동 남동 남남동 남 남남서 남서 서남서 서 서북서 북서 북북서',
    spoken:
      '북 북북동 북동 동북동 동 동남동 남동 남남동 남 남남서 남서 서남서 서 서북서 북서 북북서',
  },
  rain: { shown: '강수 {value}mm', spoken: '한 시간 강수량 {value}밀리미터' },
};
