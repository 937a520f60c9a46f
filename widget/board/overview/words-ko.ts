import { warningNameKo } from '@nalssi/schemas/facts';
import type { OverviewWords } from '../words.ts';

/** Korean of the overview. */
export const ko: OverviewWords = {
  warning: warningNameKo,
  others: '{zones} 외 {count}곳',
  issued: '{time} {issuer} 현재',
  stale: '{time} 이후 새 관측이 없습니다.',
  retry: '다시 불러오기',
  unknownRegion: '알 수 없는 지역입니다: {regions}',
  mapRole: '지도',
  borders: '경계 통계청(SGIS)',
  extremes: {
    warmest: '가장 따뜻한 곳',
    coldest: '가장 추운 곳',
    wettest: '비가 가장 많은 곳',
    windiest: '바람이 가장 센 곳',
  },
  today: {
    warmest: '오늘 최고 {value} {name} {time}',
    coldest: '오늘 최저 {value} {name} {time}',
    wettest: '오늘 0시부터',
    windiest: '오늘 최대 {value} {name} {time}',
  },
  directions: '북 북동 동 남동 남 남서 서 북서',
  noRain: '오늘 비가 온 곳이 없습니다',
};
