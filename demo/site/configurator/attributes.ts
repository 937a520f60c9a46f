import {
  type Place,
  placesOf,
  placeWithHolder,
  type RegionCode,
  regionCodes,
  shortRegionName,
} from '@nalssi/schemas/facts';
import { boardParts, type Choice, usualChoice } from './choice.ts';

/** Attributes of the element in the order in which they are written; `true` for a switch. */
export type Attributes = Readonly<Record<string, string | true>>;

/** A station as the feed lists it; `region` is `null` for one that nobody knows more of. */
export interface ListedStation {
  readonly id: string;
  readonly name: { readonly ko: string; readonly en: string };
  readonly region: RegionCode | null;
  readonly network: 'asos' | 'aws';
}

/** What the feed has to choose from. */
export interface Known {
  readonly places: readonly Place[];
  readonly stations: readonly ListedStation[];
}

/** The attributes that a choice stands for. */
export function attributesOf(choice: Choice, known: Known): Attributes {
  const { unit, theme, language } = choice;
  return {
    ...whereOf(choice, known),
    ...(choice.element === 'ticker' ? ofTicker(choice) : ofBoard(choice)),
    ...(unit !== 'c' && { unit }),
    ...(theme !== '' && { theme }),
    ...(language !== '' && { lang: language }),
  };
}

function whereOf(choice: Choice, known: Known): Attributes {
  const { element, scope, regions, place, stations } = choice;
  if (scope === 'stations') {
    if (stations.length === 0) return {};
    const chosen = { stations: stations.join(' ') };
    // A board knows the stations of the regions that it reads, and of the country the surface stations.
    const region = element === 'board' ? namesOf(regionsWith(stations, known.stations)) : '';
    return region === '' ? chosen : { region, ...chosen };
  }
  const found = known.places.find(({ code }) => code === place);
  // What is shown first is then the first tab.
  if (mayHaveTabs(choice) && choice.hasTabs) return { tabs: tabsOf(regions) };
  const region = namesOf(regions);
  const isShown = found !== undefined;
  return {
    // The ticker shows the place alone, the board the place in its region.
    ...(region !== '' && (!isShown || element === 'board') && { region }),
    ...(isShown && { place: nameOf(found, known.places) }),
  };
}

/** Tabs are of a board of regions, or of the country. */
export function mayHaveTabs({ element, scope, place }: Choice): boolean {
  return element === 'board' && scope === 'regions' && place === '';
}

/** `대구+경북 대구 경북 전국`; of the country `전국 서울 …`. */
function tabsOf(regions: readonly RegionCode[]): string {
  const names = (codes: readonly RegionCode[]) => codes.map((code) => shortRegionName(code).ko);
  if (regions.length === 0) return ['전국', ...names(regionCodes)].join(' ');
  const joined = regions.length > 1 ? [names(regions).join('+')] : [];
  return [...joined, ...names(regions), '전국'].join(' ');
}

function namesOf(regions: readonly RegionCode[]): string {
  return regions.map((code) => shortRegionName(code).ko).join(' ');
}

function regionsWith(
  stations: readonly string[],
  listed: readonly ListedStation[],
): readonly RegionCode[] {
  const chosen = listed.filter(({ id }) => stations.includes(id));
  return regionCodes.filter((code) => chosen.some(({ region }) => region === code));
}

/** The shortest name that is this place's alone. */
function nameOf(place: Place, places: readonly Place[]): string {
  const names = [place.name.ko, placeWithHolder(place, places, 'ko')];
  return names.find((name) => placesOf(name, places).length === 1) ?? place.code;
}

function ofTicker({ fields, mode, speed, warnings }: Choice): Attributes {
  return {
    ...(fields.join() !== usualChoice.fields.join() && { fields: fields.join(' ') }),
    ...(mode !== 'scroll' && { mode }),
    ...(mode === 'scroll' && speed !== usualChoice.speed && { speed: String(speed) }),
    ...(warnings && { warnings: true as const }),
  };
}

function ofBoard({ scope, metric, rows, parts }: Choice): Attributes {
  return {
    ...(metric !== 'temperature' && { metric }),
    // Of stations that were chosen there are no places.
    ...(rows !== 'places' && scope === 'regions' && { rows }),
    ...(parts.length < boardParts.length && { parts: parts.join(' ') }),
  };
}
