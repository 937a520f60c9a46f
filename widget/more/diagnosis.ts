import {
  ambiguousPlace,
  nearestRegion,
  type Place,
  placeWithHolder,
  regionCodes,
  regionNameKo,
  regionsOf,
} from '@nalssi/schemas/facts';
import type { TickerSnapshot } from '../feed/ticker-snapshot.ts';
import type { Language } from '../format/words.ts';
import type { ExtensionHost, ExtensionModel } from '../ticker/extension.ts';
import { listOf, stationsIn } from '../ticker/ticker-view.ts';
import type { ChosenPlace } from './chosen-place.ts';
import { fieldNames, ownFields } from './field-texts.ts';
import { nearest } from './nearest.ts';

/** Attributes that are one of some words. */
const choices = {
  mode: ['scroll', 'roll', 'static'],
  direction: ['left', 'right'],
  unit: ['c', 'f'],
  theme: ['light', 'dark', 'auto', 'inherit'],
  sun: ['always'],
} as const;

// Like the ticker's own limits.
const slowest = 1;
const fastest = 2000;

const fields = [...ownFields, ...fieldNames];

// Of a list that somebody has filled with anything.
const mostOfOne = 3;
const mostTold = 20;
const longestWord = 40;

const told = new Set<string>();

/** Once on a page, for each thing that there is to say. */
function say(text: string): void {
  if (told.has(text) || told.size === mostTold) return;
  told.add(text);
  // biome-ignore lint/suspicious/noConsole: whoever wrote the page looks there.
  console.warn(`nalssi-ticker: ${text}`);
}

/** Says that there is no such word, which one may be meant, and which there are. */
function sayUnknown(attribute: string, word: string, meant: string, known: string): void {
  say(`${attribute}="${word}" is unknown. Is it ${meant}? There are: ${known}.`);
}

/** Words that nobody knows, as far as they are said. */
function unknownOf(words: readonly string[], isKnown: (word: string) => boolean): string[] {
  return words
    .filter((word) => !isKnown(word))
    .slice(0, mostOfOne)
    .map((word) => word.slice(0, longestWord));
}

const same = (word: string) => [word];

/** Says on the console what an attribute asks for that there is not, with what is nearest to it. */
export class Diagnosis {
  readonly #host: ExtensionHost;
  /** What was looked at last: most updates change none of it. */
  #looked = '';

  constructor(host: ExtensionHost) {
    this.#host = host;
  }

  show({ snapshot, failure, url, language }: ExtensionModel, chosen: ChosenPlace): void {
    const {
      mode,
      direction,
      unit,
      theme,
      sun,
      fields: asked,
      region,
      stations,
      place,
      speed,
    } = this.#host;
    if (failure?.reason === 'redirect') {
      say(`${url} redirects, which is not followed. Write the address it leads to into feed="".`);
    }
    const looks = [
      mode,
      direction,
      unit,
      theme,
      sun,
      asked,
      region,
      stations,
      place,
      chosen.places.length,
      speed,
      !snapshot,
    ].join('\n');
    if (looks === this.#looked) return;
    this.#looked = looks;
    for (const [name, known] of Object.entries(choices)) {
      const word = this.#host[name as keyof typeof choices];
      this.#sayUnknown(name, word === '' ? [] : [word], known);
    }
    this.#sayUnknown('fields', listOf(asked), fields);
    if (!(speed >= slowest && speed <= fastest)) {
      const meant = speed > fastest ? fastest : 30;
      sayUnknown('speed', String(speed), `"${meant}"`, `${slowest} to ${fastest}, in px a second`);
    }
    for (const word of unknownOf(listOf(region), (each) => regionsOf(each).length > 0)) {
      const all = regionCodes.map((code) => `${regionNameKo(code)} ${code}`);
      sayUnknown('region', word, nearestRegion(word), all.join(', '));
    }
    if (snapshot !== null) this.#sayStations(stations, snapshot, url);
    if (place !== '' && chosen.places.length > 0) this.#sayPlace(chosen, language, url);
  }

  #sayPlace({ found, places }: ChosenPlace, language: Language, url: string | null): void {
    const word = this.#host.place.slice(0, longestWord);
    if (found.length > 1) {
      say(`place="${word}": ${ambiguousPlace(word, found, places, language)}`);
    } else if (found.length === 0) {
      const namesOf = (place: Place) => [
        place.name.ko,
        place.name.en,
        placeWithHolder(place, places, 'ko'),
      ];
      const meant = nearest(word, places, namesOf);
      const name = meant && placeWithHolder(meant, places, 'ko');
      const all = url === null ? '' : `, all in ${new URL('places.json', url)}`;
      sayUnknown(
        'place',
        word,
        `"${name}" (${meant?.code})`,
        `${places.length} in this feed${all}`,
      );
    }
  }

  #sayUnknown(attribute: string, words: readonly string[], known: readonly string[]): void {
    for (const word of unknownOf(words, (each) => known.includes(each))) {
      sayUnknown(attribute, word, `"${nearest(word, known, same)}"`, known.join(', '));
    }
  }

  #sayStations(stations: string, { observations }: TickerSnapshot, url: string | null): void {
    const numbers = new Set(observations.map(({ station }) => station));
    for (const word of unknownOf(stationsIn(stations), (each) => numbers.has(each))) {
      const meant = nearest(word, observations, ({ station, name: { ko, en } }) => [
        station,
        ko,
        en,
      ]);
      const all = url === null ? '' : `, all in ${new URL('stations.json', url)}`;
      sayUnknown(
        'stations',
        word,
        `"${meant?.station}" (${meant?.name.ko})`,
        `${numbers.size} in this feed${all}`,
      );
    }
  }
}
