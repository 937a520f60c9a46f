import { type ConditionCode, regionSeparator } from '@nalssi/schemas/facts';
import { living, nextExpiry } from '../feed/freshness.ts';
import type { Observation, TickerSnapshot } from '../feed/ticker-snapshot.ts';
import { sentence } from '../format/sentence.ts';
import { shownTemperature, spokenTemperature } from '../format/temperature.ts';
import { kstTime, observedTime } from '../format/time.ts';
import type { Words } from '../format/words.ts';

/** A station as its item shows it. Empty strings are shown as nothing. */
export interface ShownStation {
  readonly station: string;
  readonly name: string;
  readonly condition: ConditionCode | null;
  readonly conditionWord: string;
  readonly temperature: string;
  readonly freezing: boolean;
  /** The whole item for a screen reader. */
  readonly sentence: string;
}

/** Everything the ticker shows of a snapshot at one moment. */
export interface TickerView {
  readonly stations: readonly ShownStation[];
  /** Of the newest value shown. */
  readonly observed: { readonly text: string; readonly datetime: string } | null;
  /** When this view stops being right; milliseconds since the epoch. */
  readonly nextExpiry: number | null;
}

/**
 * Which stations to show: station numbers in their order; else of these regions the surface
 * stations and the automatic ones that stand for a town; else the surface stations of the country.
 */
export interface Selection {
  readonly stations: readonly string[];
  /** Codes of ISO 3166-2. */
  readonly regions: readonly string[];
}

/** Of the stations that a page names, so that no task is long. */
const mostNamed = 500;

/**
 * `"KR-44, KR-30"`, `"충남·대전"` or `"108 159"` as a list, without repetitions. What is more than
 * 500 is left out.
 */
export function listOf(attribute: string): string[] {
  const parts = attribute.split(regionSeparator).filter(Boolean);
  return [...new Set(parts)].slice(0, mostNamed);
}

/** Where people look first: the seven large cities, and those of the provinces. */
const major = '108 159 143 112 156 133 152 119 101 105 131 146 165 138 155 184';

/** The station numbers that an attribute names; `major` stands for sixteen of them. */
export function stationsIn(attribute: string): string[] {
  return listOf(attribute.replace('major', major));
}

/** Of stations that the page has not named, so that no task is long, whatever they show. */
const mostUnnamed = 128;

function select(
  snapshot: TickerSnapshot,
  { stations, regions }: Selection,
): readonly Observation[] {
  const { observations } = snapshot;
  if (stations.length > 0) {
    const byStation = new Map(
      observations.map((observation) => [observation.station, observation]),
    );
    return stations.map((id) => byStation.get(id)).filter((found) => found !== undefined);
  }
  return observations
    .filter(({ region, scope }) =>
      regions.length === 0
        ? scope === 'all'
        : region !== null && regions.includes(region) && scope !== 'named',
    )
    .slice(0, mostUnnamed);
}

/**
 * What to show of `snapshot` at `now`. A station whose values have died is shown with a dash
 * while others live; one that came without values, and a list of nothing but dashes, is not.
 */
export function tickerView(
  snapshot: TickerSnapshot,
  now: number,
  selection: Selection,
  words: Words,
): TickerView {
  const selected = select(snapshot, selection);
  const stations: ShownStation[] = [];
  let newest = 0;
  for (const observation of selected) {
    if (observation.condition === null && observation.temperature === null) continue;
    const condition = living(observation.condition, now);
    const temperature = living(observation.temperature, now);
    newest = Math.max(newest, condition?.observedAt ?? 0, temperature?.observedAt ?? 0);
    const name = observation.name[words.language];
    const conditionWord = condition === null ? '' : words.conditions[condition.value];
    stations.push({
      station: observation.station,
      name,
      condition: condition?.value ?? null,
      conditionWord,
      temperature:
        temperature !== null ? shownTemperature(temperature.value) : conditionWord ? '' : '–',
      freezing: temperature !== null && temperature.value < 0,
      sentence: sentence(
        name,
        [conditionWord, temperature === null ? '' : spokenTemperature(temperature.value, words)],
        words.spokenNothing,
      ),
    });
  }
  return {
    // Nothing was observed in 1970: no time means that no value lives.
    stations: newest > 0 ? stations : [],
    observed:
      newest > 0 ? { text: observedTime(newest, now, words), datetime: kstTime(newest) } : null,
    nextExpiry: nextExpiry(selected, now),
  };
}
