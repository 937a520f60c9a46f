import { type RegionCode, regionCodes } from '@nalssi/schemas/facts';
import { metricIds } from '../../../widget/board/model/metrics.ts';
import { fieldNames, ownFields } from '../../../widget/more/field-texts.ts';

export const elements = ['ticker', 'board'] as const;
export const themes = ['', 'light', 'dark', 'auto', 'inherit'] as const;
export const modes = ['scroll', 'roll', 'static'] as const;
export const languages = ['', 'ko', 'en'] as const;
export const metrics = metricIds;
export const boardParts = ['warnings', 'map', 'extremes', 'table'] as const;
/** What an item of the ticker may show, in the order in which it is offered. */
export const fields = [...ownFields, ...fieldNames] as const;
const usualFields: readonly Field[] = ownFields;
/** Whether regions and places are chosen, or stations one by one. */
export const scopes = ['regions', 'stations'] as const;
/** As many as somebody picks one by one. */
export const mostStations = 60;
export const addresses = ['floating', 'pinned'] as const;
const usualSpeed = 30;
export const speeds = { least: 10, most: 120 } as const;

export type Field = (typeof fields)[number];
export type BoardPart = (typeof boardParts)[number];

/** What a site owner has chosen: all that a snippet is made of. It lives in the page's address. */
export interface Choice {
  readonly element: (typeof elements)[number];
  readonly scope: (typeof scopes)[number];
  /** Of the scope `regions`; in the order of their codes; none for the country. */
  readonly regions: readonly RegionCode[];
  /** Of the scope `regions`: number of a place, `41390`; '' for none. */
  readonly place: string;
  /** Of the scope `stations`: KMA's numbers, in the order in which they are shown. */
  readonly stations: readonly string[];
  readonly unit: 'c' | 'f';
  /** '' where the page decides. */
  readonly theme: (typeof themes)[number];
  /** Of the page around the element; '' where the page decides. */
  readonly language: (typeof languages)[number];
  readonly address: (typeof addresses)[number];
  /** Of the ticker alone, from here on. */
  readonly fields: readonly Field[];
  readonly mode: (typeof modes)[number];
  /** CSS px a second. */
  readonly speed: number;
  readonly warnings: boolean;
  /** Of the board alone, from here on. */
  readonly metric: (typeof metrics)[number];
  readonly rows: 'places' | 'stations';
  readonly parts: readonly BoardPart[];
  /** Whether readers may go from the regions to each of them, or from the country to its regions. */
  readonly hasTabs: boolean;
}

export const usualChoice: Choice = {
  element: 'ticker',
  scope: 'regions',
  regions: [],
  place: '',
  stations: [],
  unit: 'c',
  theme: '',
  language: '',
  address: 'floating',
  fields: usualFields,
  mode: 'scroll',
  speed: usualSpeed,
  warnings: false,
  metric: 'temperature',
  rows: 'places',
  parts: boardParts,
  hasTabs: false,
};

/** A choice as the query of an address; what is as usual is left out. */
export function queryOf(choice: Choice): URLSearchParams {
  const query = new URLSearchParams();
  const written: Record<keyof Choice, string> = {
    ...textsOf(choice),
    regions: choice.regions.join(' '),
    stations: choice.stations.join(' '),
    fields: choice.fields.join(' '),
    parts: choice.parts.join(' '),
  };
  const usual: Record<string, string> = {
    ...textsOf(usualChoice),
    regions: '',
    stations: '',
    fields: usualFields.join(' '),
    parts: boardParts.join(' '),
  };
  for (const [name, text] of Object.entries(written)) {
    if (text !== usual[name]) query.set(name, text);
  }
  return query;
}

function textsOf(choice: Choice): Record<keyof Choice, string> {
  return Object.fromEntries(
    Object.entries(choice).map(([name, value]) => [name, String(value)]),
  ) as Record<keyof Choice, string>;
}

/** What an address says of a choice. What it does not say, or what there is not, is as usual. */
export function choiceOf(query: URLSearchParams): Choice {
  const one = <Known extends string>(name: string, known: readonly Known[], usual: Known): Known =>
    known.find((word) => word === query.get(name)) ?? usual;
  const some = <Known extends string>(
    name: string,
    known: readonly Known[],
    usual: readonly Known[],
  ): readonly Known[] => {
    const words = query.get(name)?.split(' ');
    if (words === undefined) return usual;
    return [...new Set(words)].flatMap((word) => known.filter((one) => one === word));
  };
  const regions = some('regions', regionCodes, []);
  const chosenFields = some('fields', fields, usualFields);
  const parts = some('parts', boardParts, boardParts);
  const place = query.get('place') ?? '';
  const stations = query.get('stations')?.match(/(?<!\S)\d{2,4}(?!\S)/g) ?? [];
  const speed = Number(query.get('speed') ?? Number.NaN);
  return {
    element: one('element', elements, usualChoice.element),
    scope: one('scope', scopes, usualChoice.scope),
    regions: regionCodes.filter((code) => regions.includes(code)),
    place: /^\d{5}$/.test(place) ? place : '',
    stations: [...new Set(stations)].slice(0, mostStations),
    unit: one('unit', ['c', 'f'], 'c'),
    theme: one('theme', themes, ''),
    language: one('language', languages, ''),
    address: one('address', addresses, 'floating'),
    fields: chosenFields.length === 0 ? usualFields : chosenFields,
    mode: one('mode', modes, 'scroll'),
    speed: speed >= speeds.least && speed <= speeds.most ? Math.round(speed) : usualSpeed,
    warnings: query.get('warnings') === 'true',
    metric: one('metric', metrics, 'temperature'),
    rows: one('rows', ['places', 'stations'], 'places'),
    parts: parts.length === 0 ? boardParts : boardParts.filter((part) => parts.includes(part)),
    hasTabs: query.get('hasTabs') === 'true',
  };
}
