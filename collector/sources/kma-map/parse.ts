import type { Instant } from '../../time/clock.ts';
import { instantOfKst } from '../../time/kst.ts';
import { decodeText } from '../formats/decode-text.ts';
import { salvageRows } from '../formats/salvage-rows.ts';
import { isShifted } from '../formats/table-quantity.ts';
import { readXml, type XmlElement } from '../formats/xml.ts';
import type { Batch } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { StationRows } from './station-rows.ts';

const id = 'kma-map';

/**
 * Reads `sfc_web_map.xml`. Attributes are read by name (their number varies with rain and snow) and
 * stations by number (the list changes). A row that is not well-formed is left out alone. Throws
 * SourceError with code encoding, html, doctype, malformed, shape, stamp or empty.
 */
export function parse(bytes: Uint8Array): Batch {
  const text = decodeText(id, bytes);
  try {
    return readDocument(text, 0);
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== 'malformed') throw error;
    const whole = salvageRows(id, text, 'local');
    if (whole === null || whole.lost === 0) throw error;
    if (isShifted(whole.lost, whole.rows)) {
      const share = `${whole.lost} of ${whole.rows} <local> are not well-formed`;
      throw new SourceError(id, 'malformed', share, { cause: error });
    }
    return readDocument(whole.text, whole.lost);
  }
}

/** `lost`: rows that were left out of the text already. */
function readDocument(text: string, lost: number): Batch {
  const rows = new StationRows(lost);
  let observedAt: Instant | null = null;
  const root = readXml(id, text, (element, [, weather, ...deeper]) => {
    if (element.name !== 'local' || weather?.name !== 'weather' || deeper.length > 0) return false;
    observedAt ??= readStamp(weather);
    rows.add(element, observedAt);
    return true;
  });
  if (root.name !== 'current') {
    throw new SourceError(id, 'shape', `the root element is not <current>`);
  }
  const [weather, ...others] = root.children.filter((child) => child.name === 'weather');
  if (weather === undefined || others.length > 0) {
    throw new SourceError(id, 'shape', 'there is not exactly one <weather>');
  }
  // Of a list without rows, too: a stamp that is none is told before that.
  if (observedAt === null) readStamp(weather);
  return rows.batch();
}

function readStamp(weather: XmlElement): Instant {
  const [year, month, day, hour] = ['year', 'month', 'day', 'hour'].map((key) => {
    const text = (weather.attributes[key] ?? '').trim();
    return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  }) as [number, number, number, number];
  const instant = instantOfKst({ year, month, day, hour });
  if (instant === null) {
    throw new SourceError(id, 'stamp', `year ${year}, month ${month}, day ${day}, hour ${hour}`);
  }
  return instant;
}
