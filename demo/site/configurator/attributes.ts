import { type Place, placesOf, placeWithHolder, shortRegionName } from '@nalssi/schemas/facts';
import { boardParts, type Choice, usualChoice } from './choice.ts';

/** Attributes of the element in the order in which they are written; `true` for a switch. */
export type Attributes = Readonly<Record<string, string | true>>;

/** The attributes that a choice stands for. `places` are those of the feed. */
export function attributesOf(choice: Choice, places: readonly Place[]): Attributes {
  return {
    ...whereOf(choice, places),
    ...(choice.element === 'ticker' ? ofTicker(choice) : ofBoard(choice)),
    ...(choice.theme !== '' && { theme: choice.theme }),
    ...(choice.language !== '' && { lang: choice.language }),
  };
}

function whereOf({ element, regions, place }: Choice, places: readonly Place[]): Attributes {
  const found = places.find(({ code }) => code === place);
  const region = regions.map((code) => shortRegionName(code).ko).join(' ');
  const isShown = found !== undefined;
  return {
    // The ticker shows the place alone, the board the place in its region.
    ...(region !== '' && (!isShown || element === 'board') && { region }),
    ...(isShown && { place: nameOf(found, places) }),
  };
}

/** The shortest name that is this place's alone. */
function nameOf(place: Place, places: readonly Place[]): string {
  const names = [place.name.ko, placeWithHolder(place, places, 'ko')];
  return names.find((name) => placesOf(name, places).length === 1) ?? place.code;
}

function ofTicker({ fields, mode, speed, unit, warnings }: Choice): Attributes {
  return {
    ...(fields.join() !== usualChoice.fields.join() && { fields: fields.join(' ') }),
    ...(mode !== 'scroll' && { mode }),
    ...(mode === 'scroll' && speed !== usualChoice.speed && { speed: String(speed) }),
    ...(unit !== 'c' && { unit }),
    ...(warnings && { warnings: true as const }),
  };
}

function ofBoard({ metric, rows, parts }: Choice): Attributes {
  return {
    ...(metric !== 'temperature' && { metric }),
    ...(rows !== 'places' && { rows }),
    ...(parts.length < boardParts.length && { parts: parts.join(' ') }),
  };
}
