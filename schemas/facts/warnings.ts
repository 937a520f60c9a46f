/** Kinds of warning (특보) that KMA issues, by KMA's usual English names. */
export const warningKinds = [
  'strong-wind',
  'heavy-rain',
  'cold-wave',
  'dry',
  'storm-surge',
  'tsunami',
  'high-seas',
  'typhoon',
  'heavy-snow',
  'yellow-dust',
  'heat-wave',
  'fog',
  'tropical-night',
] as const;
export type WarningKind = (typeof warningKinds)[number];

/** 예비특보, 주의보, 경보, 중대경보. */
export const warningLevels = ['preliminary', 'advisory', 'warning', 'severe'] as const;
export type WarningLevel = (typeof warningLevels)[number];

/** KMA's own words. */
export const warningKindsKo: Readonly<Record<WarningKind, string>> = {
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
};

export const warningKindsEn: Readonly<Record<WarningKind, string>> = {
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
};

/** KMA's own words. */
export const warningLevelsKo: Readonly<Record<WarningLevel, string>> = {
  preliminary: '예비특보',
  advisory: '주의보',
  warning: '경보',
  severe: '중대경보',
};

export const warningLevelsEn: Readonly<Record<WarningLevel, string>> = {
  preliminary: 'preliminary',
  advisory: 'advisory',
  warning: 'warning',
  severe: 'severe warning',
};

type Words = Readonly<Record<string, string>>;

/**
 * A warning as KMA writes it: `강풍주의보`, with a space before a longer word, `폭염 중대경보`. A code
 * that a later minor version has brought stands for itself, here and in English.
 */
export function warningNameKo(kind: string, level: string): string {
  const { [kind]: kindWord = kind }: Words = warningKindsKo;
  const { [level]: levelWord = level }: Words = warningLevelsKo;
  return `${kindWord}${levelWord.length > 3 ? ' ' : ''}${levelWord}`;
}

export function warningNameEn(kind: string, level: string): string {
  const { [kind]: kindWord = kind }: Words = warningKindsEn;
  const { [level]: levelWord = level }: Words = warningLevelsEn;
  return `${kindWord} ${levelWord}`;
}
