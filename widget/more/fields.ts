import { living } from '../feed/freshness.ts';
import type { Observation } from '../feed/ticker-snapshot.ts';
import { moreWords } from '../format/languages.ts';
import { sentence } from '../format/sentence.ts';
import type { Said } from '../format/words.ts';
import { make, mark, write } from '../ticker/elements.ts';
import type { ExtendedTicker, ExtensionModel } from '../ticker/extension.ts';
import { listOf, type ShownStation } from '../ticker/ticker-view.ts';
import {
  type FieldName,
  fieldNames,
  fieldTexts,
  ownFields,
  type Speech,
  temperatureText,
} from './field-texts.ts';

/** What items show beside the station's name, and in which unit. */
export class Fields {
  readonly #ticker: ExtendedTicker;
  /** What the items show beside what every item has, by station. */
  #texts = new Map<string, ReadonlyMap<FieldName, Said>>();
  /** Every part that there can be, in the order in which the items have them. */
  #order: readonly string[] = [];
  /** Whether the items may have another order than the first script's, or elements to empty. */
  #used = false;

  constructor(ticker: ExtendedTicker) {
    this.#ticker = ticker;
  }

  /** The stations with what the attributes ask for in their texts. */
  show({ stations, snapshot, now, words, language }: ExtensionModel): readonly ShownStation[] {
    const { fields, unit } = this.#ticker.host;
    const asked = listOf(fields);
    // The style sheet hides what every item has.
    mark(this.#ticker.shell.frame, 'data-fields', asked.join(' ') || null);
    const wanted = asked.filter(isFurther);
    this.#texts = new Map();
    this.#used ||= asked.length > 0;
    // A station without its name says nothing.
    const named = asked.includes('name')
      ? asked
      : asked.toSpliced(asked[0] === 'icon' ? 1 : 0, 0, 'name');
    this.#order = [...new Set([...(asked.length > 0 ? named : []), ...ownFields, ...fieldNames])];
    if (wanted.length === 0 && unit !== 'f') return stations;
    const speech = { words, more: moreWords[language], unit };
    const byStation = new Map(snapshot?.observations.map((row) => [row.station, row]));
    return stations.map((shown) => {
      const observation = byStation.get(shown.station);
      return observation === undefined ? shown : this.#say(shown, observation, wanted, now, speech);
    });
  }

  #say(
    shown: ShownStation,
    observation: Observation,
    wanted: readonly FieldName[],
    now: number,
    speech: Speech,
  ): ShownStation {
    const { name, station, conditionWord } = shown;
    const temperature = living(observation.temperature, now);
    const said = temperature && temperatureText(temperature.value, speech);
    const texts = new Map<FieldName, Said>();
    // All that was measured with the temperature has its times; where there is none, the
    // condition's.
    const clock = observation.temperature ?? observation.condition;
    if (clock !== null && now < clock.expiresAt) {
      for (const field of wanted) {
        const text = fieldTexts[field](observation.row, speech);
        if (text !== null) texts.set(field, text);
      }
    }
    this.#texts.set(station, texts);
    const spoken = [conditionWord, said?.spoken ?? '', ...[...texts.values()].map((t) => t.spoken)];
    return {
      ...shown,
      temperature: said?.shown ?? shown.temperature,
      sentence: sentence(name, spoken, speech.words.spokenNothing),
    };
  }

  /** Writes the texts into the items, and puts the parts into their order. */
  dress(items: readonly HTMLElement[]): void {
    if (!this.#used) return;
    for (const item of items) {
      const texts = this.#texts.get(item.dataset['station'] ?? '');
      // The sentence that is spoken, before all that is shown.
      let last: Element | null = item.querySelector('span');
      for (const field of this.#order) {
        let element = item.querySelector(`[part="${CSS.escape(field)}"]`);
        if (isFurther(field)) {
          const text = texts?.get(field)?.shown ?? '';
          if (element === null) {
            if (text === '') continue;
            element = make('span', field);
            mark(element, 'aria-hidden', 'true');
            mark(element, 'translate', 'no');
          }
          write(element, text);
        }
        if (element === null) continue;
        if (last?.nextElementSibling !== element) last?.after(element);
        last = element;
      }
    }
  }
}

function isFurther(field: string): field is FieldName {
  return fieldNames.some((name) => name === field);
}
