import type { ConditionCode } from '@nalssi/schemas';
import { type GridCell, gridCellOf } from '../../../collector/sources/estimates/grid.ts';
import type { UpstreamStation, Weather } from '../weather.ts';

/** KMA's numbers of what falls (PTY); whatever else the weather is, nothing falls. */
const precipitation: Readonly<Partial<Record<ConditionCode, number>>> = {
  rain: 1,
  sleet: 2,
  snow: 3,
  shower: 4,
  drizzle: 5,
};

/** How the portal writes an answer: JSON where asked and granted, XML else. */
export type PortalForm = 'JSON' | 'XML';

/** An item of an answer: KMA mixes numbers and texts. */
export type PortalFields = Readonly<Record<string, string | number>>;

/** The nowcast of one cell (`getUltraSrtNcst`), of which the first station in the cell tells. */
export function formatNowcast(weather: Weather, cell: GridCell, form: PortalForm = 'JSON'): string {
  const station = weather.stations.find((candidate) => isIn(candidate, cell));
  if (station === undefined) return formatPortalFailure('03', 'NO_DATA', form);
  const [date = '', time = ''] = weather.observedAt.split(/[T+]/);
  const base = {
    baseDate: date.replaceAll('-', ''),
    baseTime: `${time.slice(0, 2)}00`,
  };
  const items = Object.entries(valuesOf(station)).map(([category, obsrValue]) => ({
    ...base,
    category,
    nx: cell.nx,
    ny: cell.ny,
    obsrValue,
  }));
  return formatPortalAnswer(items, form);
}

function isIn({ lat, lon }: UpstreamStation, { nx, ny }: GridCell): boolean {
  const own = gridCellOf(lat, lon);
  return own !== null && own.nx === nx && own.ny === ny;
}

/** The eight categories in KMA's order. The analysis has a temperature everywhere. */
function valuesOf({ condition, values }: UpstreamStation): Record<string, string> {
  const speed = values.windSpeed ?? 0;
  const direction = ((values.windDirection ?? 0) * Math.PI) / 180;
  return {
    PTY: condition === null ? '-999' : String(precipitation[condition] ?? 0),
    REH: orMissing(values.humidity, 0),
    RN1: orMissing(values.rain ?? 0, 1).replace(/\.0$/, ''),
    T1H: orMissing(values.temperature ?? 10, 1),
    UUU: (-speed * Math.sin(direction)).toFixed(1),
    VEC: String(values.windDirection ?? 0),
    VVV: (-speed * Math.cos(direction)).toFixed(1),
    WSD: speed.toFixed(1),
  };
}

function orMissing(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined ? '-999' : value.toFixed(digits);
}

/** An answer with result code 00. */
export function formatPortalAnswer(items: readonly PortalFields[], form: PortalForm): string {
  const header = { resultCode: '00', resultMsg: 'NORMAL_SERVICE' };
  const page = { pageNo: 1, numOfRows: 100, totalCount: items.length };
  if (form === 'JSON') {
    const body = { dataType: 'JSON', items: { item: items }, ...page };
    return JSON.stringify({ response: { header, body } });
  }
  const listed = items.map((item) => `<item>${elementsOf(item)}</item>`).join('');
  const body = `<dataType>XML</dataType><items>${listed}</items>${elementsOf(page)}`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<response><header>${elementsOf(header)}</header><body>${body}</body></response>`;
}

function elementsOf(fields: PortalFields): string {
  return Object.entries(fields)
    .map(([key, value]) => `<${key}>${escapeXml(String(value))}</${key}>`)
    .join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An error of the service itself: status 200, a header and no body. */
export function formatPortalFailure(code: string, message: string, form: PortalForm): string {
  const header = { resultCode: code, resultMsg: message };
  if (form === 'JSON') return JSON.stringify({ response: { header } });
  return `<response><header>${elementsOf(header)}</header></response>`;
}

/** An error of the portal's gateway; in 2026 with its two texts swapped, in either form. */
export function formatGatewayFailure(code: string, message: string, form: PortalForm): string {
  const cmmMsgHeader = { errMsg: 'SERVICE ERROR', returnAuthMsg: message, returnReasonCode: code };
  if (form === 'JSON') return JSON.stringify({ OpenAPI_ServiceResponse: { cmmMsgHeader } });
  return `<OpenAPI_ServiceResponse>\n<cmmMsgHeader>${elementsOf(cmmMsgHeader)}</cmmMsgHeader>\n</OpenAPI_ServiceResponse>`;
}
