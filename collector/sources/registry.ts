import { apihubAsos } from './apihub-asos/source.ts';
import { apihubAws } from './apihub-aws/source.ts';
import { dataGoKr } from './data-go-kr/source.ts';
import { kmaAws } from './kma-aws/source.ts';
import { kmaCity } from './kma-city/source.ts';
import { kmaMap } from './kma-map/source.ts';
import type { AnySource } from './source.ts';
import type { SourceId } from './source-id.ts';
import { warnings } from './warnings/source.ts';

/** Every upstream the collector can read, in order of trust. One line each. */
export const sources: Readonly<Record<SourceId, AnySource>> = {
  'kma-map': kmaMap,
  'kma-city': kmaCity,
  'apihub-asos': apihubAsos,
  'apihub-aws': apihubAws,
  'kma-aws': kmaAws,
  'data-go-kr': dataGoKr,
  warnings,
};
