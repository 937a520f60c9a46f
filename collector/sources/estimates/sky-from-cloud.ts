import type { ConditionCode } from '@nalssi/schemas';

/**
 * KMA's word for the sky from the amount of cloud in tenths, as its observers choose it: 맑음 to 2,
 * 구름조금 to 5, 구름많음 to 8, 흐림 above. Checked against pages of 2017 and 2026 that print both;
 * the forecast's classes, changed in 2019, are others. Made this way it is `cloud-amount`.
 */
export function skyFromCloud(tenths: number): ConditionCode {
  if (tenths <= 2) return 'clear';
  if (tenths <= 5) return 'partly-cloudy';
  if (tenths <= 8) return 'mostly-cloudy';
  return 'overcast';
}
