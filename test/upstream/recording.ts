import { readFileSync } from 'node:fs';
import { conditionOfKmaWord, findStation } from '@nalssi/schemas';
import { seasonAt } from '../../collector/quality/batch/season.ts';
import type { Weather } from './weather.ts';

/** One station as KMA's national list had it. */
export interface RecordedObservation {
  readonly station: string;
  readonly name: string;
  /** KMA's word for the weather. */
  readonly condition: string;
  /** °C. */
  readonly temperature: number;
}

/** A national list at one hour. */
export interface Recording {
  /** RFC 3339, Korean time. */
  readonly observedAt: string;
  /** When it was captured: where a replay's clock starts. */
  readonly capturedAt: string;
  readonly observations: readonly RecordedObservation[];
}

/** The capture of 2024-11-24: 97 stations. */
export const november2024: Recording = {
  observedAt: '2024-11-24T07:00:00+09:00',
  capturedAt: '2024-11-24T07:37:00+09:00',
  observations: readObservations('observations-2024-11-24T0700+0900.tsv'),
};

/**
 * What the temperature of a station gains from its recorded hour to another, °C: in no two hours is
 * the country exactly as warm. Those with numbers below 200 stay as they were, for tests to name; days
 * later all have what is usual then, so that a test may run at any hour of the year.
 */
export function gainOf(station: string, since: string, until: string): number {
  const [from, to] = [Date.parse(since), Date.parse(until)];
  const season =
    Math.abs(to - from) < 2 * 86_400_000
      ? 0
      : Math.round(10 * (seasonAt(to).usual - seasonAt(from).usual)) / 10;
  const passed = Math.floor((to - from) / 3_600_000);
  return Number(station) < 200 ? season : season + (passed % 10) / 10;
}

/** A recording as the weather of its hour, or of another. */
export function weatherOf(recording: Recording, observedAt = recording.observedAt): Weather {
  const stations = recording.observations.map(({ station, name, condition, temperature }) => {
    const known = findStation(station);
    return {
      id: station,
      name,
      lat: known?.lat ?? 36,
      lon: known?.lon ?? 128,
      elevation: known?.elevation ?? 0,
      network: 'asos' as const,
      manned: false,
      word: condition,
      condition: conditionOfKmaWord(condition) ?? null,
      values: {
        temperature:
          Math.round((temperature + gainOf(station, recording.observedAt, observedAt)) * 10) / 10,
      },
    };
  });
  return { observedAt, stations };
}

function readObservations(file: string): RecordedObservation[] {
  const text = readFileSync(new URL(`recordings/${file}`, import.meta.url), 'utf8');
  const [, ...lines] = text.trimEnd().split('\n');
  return lines.map((line) => {
    const [station = '', name = '', , condition = '', temperature = ''] = line.split('\t');
    return { station, name, condition, temperature: Number(temperature) };
  });
}
