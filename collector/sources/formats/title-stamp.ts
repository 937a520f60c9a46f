import type { Instant } from '../../time/clock.ts';
import { instantOfKst } from '../../time/kst.ts';
import { SourceError } from '../source-error.ts';
import type { SourceId } from '../source-id.ts';

/**
 * The time in the title of a page of weather.go.kr, `2026.09.25.22:12` or `2026.09.25. 22:12`,
 * Korean time; hour 24 is the next day. Throws SourceError with code stamp.
 */
export function readTitleStamp(source: SourceId, title: string): Instant {
  const match = /(\d{4})\.\s?(\d{1,2})\.\s?(\d{1,2})[. ]\s?(\d{1,2}):(\d{2})(?!\d)/.exec(title);
  const [year, month, day, hour, minute] = (match ?? []).slice(1).map(Number);
  if (
    year === undefined ||
    month === undefined ||
    day === undefined ||
    hour === undefined ||
    minute === undefined
  ) {
    throw new SourceError(source, 'stamp', 'the title has no time');
  }
  const instant = instantOfKst({ year, month, day, hour, minute });
  if (instant !== null) return instant;
  throw new SourceError(source, 'stamp', `${year}-${month}-${day} ${hour}:${minute}`);
}
