import { timeOf } from '../../feed/feed-time.ts';
import { type Envelope, envelopeOf, fieldsOf, listOf, within } from '../feed/envelope.ts';
import type { PastTemperatures } from './panel-view.ts';

/** `stations/232.json`, checked, as far as the board shows it. */
export interface StationContent extends Envelope {
  /** Metres above the sea; `null` where that is not known. */
  readonly elevation: number | null;
  /** Of the last two days, hour by hour. */
  readonly history: PastTemperatures;
}

const mostHours = 100;

/** What a parsed file of a station says. Throws a TypeError for what is none. */
export function readStationFile(file: unknown): StationContent {
  const own = fieldsOf(file);
  const { elevation } = fieldsOf(own['station']);
  const history = listOf(own['history'], mostHours).flatMap((row) => {
    const { hour, temperature } = fieldsOf(row);
    const { value, quality, observedAt } = fieldsOf(temperature);
    const celsius = within(value, -95, 65);
    const isRead = celsius !== null && !Number.isNaN(timeOf(observedAt) + timeOf(hour));
    if (!isRead || quality === 'fail') return [];
    return [
      {
        hour: String(hour),
        temperature: {
          value: celsius,
          quality: quality === 'suspect' ? ('suspect' as const) : ('pass' as const),
          observedAt: String(observedAt),
        },
      },
    ];
  });
  return { ...envelopeOf(file), elevation: within(elevation, -10, 3000), history };
}
