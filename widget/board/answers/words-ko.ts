import { conditionWordsKo } from '@nalssi/schemas/facts';
import type { AnswerWords } from '../words.ts';

/** Korean of the second script. */
export const ko: AnswerWords = {
  conditions: conditionWordsKo,
  tabs: '지역',
  metric: '요소',
  metrics: {
    temperature: '기온',
    feelsLike: '체감',
    rain: '강수',
    windSpeed: '바람',
    humidity: '습도',
    change: '어제와',
  },
  marks: {
    coldWave: '한파',
    freezing: '빙점',
    tropicalNight: '열대야',
    heatWave: '폭염',
    heavyRain: '강한 비',
    strongWind: '강풍',
    dry: '건조',
  },
  map: '{region} {metric} 지도',
  summary:
    '{all}곳 가운데 {count}곳. 가장 높은 곳 {highest} {high}, 가장 낮은 곳 {lowest} {low}. {time} 관측.',
  summaryNothing: '{all}곳 가운데 관측값이 있는 곳이 없습니다.',
  sortedBy: '정렬: {column} {order}',
  ascending: '낮은 순',
  descending: '높은 순',
  noHistory: '기록 없음',
  partly: '일부',
  hours: '지난 24시간 보기',
  allStations: '모든 관측소',
  search: '시·군·구 찾기',
  observed: '{time} 관측',
  suspect: '의심',
  missing: '결측',
  station: '{name} 관측소 {km}km',
  warmer: '어제보다 {value}도 높음',
  colder: '어제보다 {value}도 낮음',
  alike: '어제와 같음',
};
