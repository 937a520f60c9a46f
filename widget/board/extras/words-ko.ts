import type { ExtraWords } from '../words.ts';

/** Korean of the third script. */
export const ko: ExtraWords = {
  search: '시·군·구 찾기',
  searchHint: '천안, ㅊㅇ, cheonan',
  noneFound: '찾는 곳이 없습니다',
  close: '닫기',
  hour: '시각',
  now: '지금',
  play: '재생',
  pause: '멈춤',
  panel: '{name}, 지난 48시간',
  elevation: '해발 {metres}m',
  chart: '기온 {from}부터 {to}까지. 가장 높은 때 {high} {highTime}, 가장 낮은 때 {low} {lowTime}.',
  noChart: '지난 48시간의 기온 기록이 없습니다.',
  chartFailed: '이 관측소의 기록을 불러오지 못했습니다.',
  loading: '불러오고 있습니다.',
  more: '오늘 최고 {high} {highTime}, 최저 {low} {lowTime}',
};
