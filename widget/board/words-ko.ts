import type { BoardWords } from './words.ts';

/** Korean. Those in `common` are the ticker's, of which the board needs no more. */
export const ko: BoardWords = {
  common: {
    language: 'ko',
    date: '{month}.{day}. {time}',
    replay: '예시 자료',
    failed: '날씨를 불러오지 못했습니다.',
    attributions: {},
  },
  country: '전국',
  title: '{region} 날씨',
  observed: '{time} 관측',
  count: '{all}곳 가운데 {count}곳',
  columns: {
    name: '시·군·구',
    station: '관측소',
    temperature: '기온',
    feelsLike: '체감',
    change: '어제보다',
    line: '24시간',
    range: '최고/최저',
    rain: '강수㎜',
    windSpeed: '바람㎧',
    humidity: '습도%',
  },
  table: '{region} 날씨 표',
  suspect: '의심',
  missing: '결측',
  noMap: '지도를 불러오지 못했습니다.',
  station: '{name} {km}km',
  loading: '날씨를 불러오고 있습니다.',
};
