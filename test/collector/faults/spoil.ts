import type { NumericElement } from '@nalssi/schemas';
import type { UpstreamStation, Weather } from '../../upstream/weather.ts';
import {
  apihubAsos,
  apihubAws,
  dataGoKr,
  hubWarnings,
  kmaAws,
  kmaCity,
  kmaMap,
  type Subject,
} from './subjects.ts';

/** Changes an answer as an upstream does that has broken its own list. */
export type Spoil = (text: string) => string;

/** Cells of a table of the web pages. */
const htmlCell = /<td[^>]*>[\s\S]*?<\/td>/g;

/** Changes the cells of each row that holds a station, after the cells that say which. */
function htmlRows(change: (cells: readonly string[]) => readonly string[], heads: number): Spoil {
  return (text) =>
    text.replace(/<tr[^>]*>\s*<td[^>]*><a [\s\S]*?<\/tr>/g, (row) => {
      const cells = row.match(htmlCell) ?? [];
      return `<tr>${[...cells.slice(0, heads), ...change(cells.slice(heads))].join('')}</tr>`;
    });
}

/** Changes the cells of each row of the hub after time and station. */
function hubRows(
  change: (cells: readonly string[]) => readonly string[],
  separator: RegExp,
  joint: string,
): Spoil {
  return (text) =>
    text.replace(/^\d{12}.*$/gm, (row) => {
      const [stamp = '', station = '', ...cells] = row.replace(/,=$/, '').split(separator);
      const end = row.endsWith(',=') ? ',=' : '';
      return [stamp, station, ...change(cells)].join(joint) + end;
    });
}

interface PortalItem {
  readonly category: string;
  readonly obsrValue: string;
}

/** Changes the values of a nowcast, in the order of its items. */
function portalValues(change: (values: readonly string[]) => readonly string[]): Spoil {
  return (text) => {
    const document = JSON.parse(text) as {
      response: { body?: { items: { item: PortalItem[] } } };
    };
    const { body } = document.response;
    if (body === undefined) return text;
    const values = change(body.items.item.map(({ obsrValue }) => obsrValue));
    body.items.item = body.items.item.map((item, index) => ({
      ...item,
      obsrValue: values[index] ?? '',
    }));
    return JSON.stringify(document);
  };
}

/** Every cell one place to the right; the last one falls off. */
function pushed(blank: string): (cells: readonly string[]) => readonly string[] {
  return (cells) => [blank, ...cells.slice(0, -1)];
}

/** Every cell one place to the left; what was first comes last. */
function pulled([first = '', ...rest]: readonly string[]): readonly string[] {
  return [...rest, first];
}

const mapRow = /icon="(.*?)" desc="(.*?)" ta="(.*?)">(.*?)</g;

/** Columns one place off, to the right and to the left, with as many of them as ever. */
export const shifts: readonly { subject: Subject; way: string; spoil: Spoil }[] = [
  {
    subject: kmaMap,
    way: 'right',
    spoil: (text) => text.replace(mapRow, 'icon="" desc="$1" ta="$2">$3<'),
  },
  {
    subject: kmaMap,
    way: 'left',
    spoil: (text) => text.replace(mapRow, 'icon="$2" desc="$3" ta="$4"><'),
  },
  { subject: kmaCity, way: 'right', spoil: htmlRows(pushed('<td>&nbsp;</td>'), 1) },
  { subject: kmaCity, way: 'left', spoil: htmlRows(pulled, 1) },
  { subject: kmaAws, way: 'right', spoil: htmlRows(pushed('<td>&nbsp;</td>'), 3) },
  { subject: kmaAws, way: 'left', spoil: htmlRows(pulled, 3) },
  { subject: apihubAsos, way: 'right', spoil: hubRows(pushed('-9'), /\s+/, ' ') },
  { subject: apihubAsos, way: 'left', spoil: hubRows(pulled, /\s+/, ' ') },
  { subject: apihubAws, way: 'right', spoil: hubRows(pushed('-99.9'), /,/, ',') },
  { subject: apihubAws, way: 'left', spoil: hubRows(pulled, /,/, ',') },
  { subject: dataGoKr, way: 'right', spoil: portalValues(pushed('0')) },
  { subject: dataGoKr, way: 'left', spoil: portalValues(pulled) },
  { subject: hubWarnings, way: 'right', spoil: warningCells((cells) => pushed('L1010000')(cells)) },
  { subject: hubWarnings, way: 'left', spoil: warningCells(pulled) },
];

function warningCells(change: (cells: readonly string[]) => readonly string[]): Spoil {
  return (text) =>
    text.replace(
      /^(L.*) ,=$/gm,
      (_row, cells: string) => `${change(cells.split(', ')).join(', ')} ,=`,
    );
}

/** A cell that is lost from every row. */
export const losses: readonly { subject: Subject; spoil: Spoil }[] = [
  { subject: kmaMap, spoil: (text) => text.replace(mapRow, 'icon="$2" desc="$3">$4<') },
  { subject: kmaCity, spoil: htmlRows(([, ...rest]) => rest, 1) },
  { subject: kmaAws, spoil: htmlRows(([, ...rest]) => rest, 3) },
  { subject: apihubAsos, spoil: hubRows(([, ...rest]) => rest, /\s+/, ' ') },
  { subject: apihubAws, spoil: hubRows(([, ...rest]) => rest, /,/, ',') },
  {
    subject: dataGoKr,
    spoil: (text) => text.replaceAll('"obsrValue"', '"value"'),
  },
  { subject: hubWarnings, spoil: warningCells(([, ...rest]) => rest) },
];

/** Zeros in every cell of one station that holds a number. */
export function zerosAt(station: string): readonly { subject: Subject; spoil: Spoil }[] {
  const zero = (cell: string) => cell.replace(/^[+-]?\d+(\.\d+)?$/, '0.0');
  const rowOf =
    (row: RegExp, spoil: Spoil): Spoil =>
    (text) =>
      text.replace(row, spoil);
  return [
    {
      subject: kmaMap,
      spoil: rowOf(new RegExp(`<local stn_id="${station}".*`), (row) =>
        row.replace(/(icon|desc)=".*?"/g, '$1="0"').replace(/ta=".*?"/, 'ta="0.0"'),
      ),
    },
    {
      subject: kmaCity,
      spoil: rowOf(
        new RegExp(`<tr>\\s*<td><a [^>]*stn=${station}"[\\s\\S]*?</tr>`),
        htmlRows(
          ([, ...cells]) => [
            '<td>&nbsp;</td>',
            ...cells.map((cell) =>
              cell
                .replace(/>[+-]?\d+(\.\d+)?( 이상)?</, '>0.0<')
                .replace(/'[\d.]+'/, "'0.0'")
                .replace(/>[동서남북]+</, '>정온<'),
            ),
          ],
          1,
        ),
      ),
    },
    {
      subject: kmaAws,
      spoil: rowOf(
        new RegExp(`<tr[^>]*><td[^>]*><a [^>]*stn_select\\(${station}\\)[\\s\\S]*?</tr>`),
        htmlRows(
          (cells) =>
            cells.map((cell) =>
              cell.replace(/>[+-]?\d+(\.\d+)?</, '>0.0<').replace(/>[NESW]+</, '>N<'),
            ),
          3,
        ),
      ),
    },
    {
      subject: apihubAsos,
      spoil: rowOf(
        new RegExp(`^\\d{12} +${station} .*$`, 'm'),
        hubRows((cells) => cells.map((cell) => (cell === '01' ? '-' : zero(cell))), /\s+/, ' '),
      ),
    },
    {
      subject: apihubAws,
      spoil: rowOf(
        new RegExp(`^\\d{12},${station},.*$`, 'm'),
        hubRows((cells) => cells.map(zero), /,/, ','),
      ),
    },
  ];
}

/** Zeros in every category of the cell of the grid that `isCell` knows by its text. */
export const zerosInCell = portalValues((values) => values.map(() => '0'));

export function withHumidity(weather: Weather, humidity: number): Weather {
  const stations = weather.stations.map((station) => ({
    ...station,
    values: { ...station.values, humidity },
  }));
  return { ...weather, stations };
}

/** Everything ten times too big. */
export function tenfold(weather: Weather): Weather {
  const stations = weather.stations.map((station) => ({
    ...station,
    values: Object.fromEntries(
      (Object.entries(station.values) as [NumericElement, number | null][]).map(
        ([element, value]) => [element, value === null ? null : value * 10],
      ),
    ) as UpstreamStation['values'],
  }));
  return { ...weather, stations };
}

/** Each station once more, ten degrees warmer. */
export function doubled(weather: Weather): Weather {
  const again = weather.stations.map((station) => ({
    ...station,
    values: { ...station.values, temperature: (station.values.temperature ?? 0) + 10 },
  }));
  return { ...weather, stations: [...weather.stations, ...again] };
}

/** Each item of a nowcast once more, with another value. */
export const doubledItems: Spoil = (text) => {
  const document = JSON.parse(text) as {
    response: { body?: { items: { item: PortalItem[] }; totalCount: number } };
  };
  const { body } = document.response;
  if (body === undefined) return text;
  const { item } = body.items;
  body.items.item = [...item, ...item.map((one) => ({ ...one, obsrValue: '3' }))];
  body.totalCount = body.items.item.length;
  return JSON.stringify(document);
};
