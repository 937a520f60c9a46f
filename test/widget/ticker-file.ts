import {
  conditionOfKmaWord,
  type FeedMode,
  type TickerFile,
  type TickerRow,
} from '@nalssi/schemas';

/** A ticker file from the lines of the recording: header, then one station a line. */
export function tickerFileOf(
  recording: string,
  stations: readonly { id: string; name: { ko: string; en: string }; region: string }[],
  changes: Partial<TickerFile> = {},
): TickerFile {
  const observations = recording
    .trim()
    .split('\n')
    .slice(1)
    .map((line): TickerRow => {
      const [station = '', , , word = '', temperature] = line.split('\t');
      const known = stations.find(({ id }) => id === station);
      if (known === undefined) throw new Error(`station ${station} is not in the catalogue`);
      return {
        station,
        name: known.name,
        region: known.region as TickerRow['region'],
        condition: conditionOfKmaWord(word) ?? null,
        temperature: Number(temperature),
        observedAt: '2024-11-24T07:00:00+09:00',
        expiresAt: '2024-11-24T09:30:00+09:00',
        state: 'fresh',
      };
    });
  const count = observations.length;
  return {
    $schema: 'https://weather.example.com/v1/schema/1.0/ticker.schema.json',
    version: '1.0',
    mode: 'replay' satisfies FeedMode,
    generatedAt: '2024-11-24T07:37:00+09:00',
    changedAt: '2024-11-24T07:37:00+09:00',
    ttl: 60,
    sequence: 1,
    status: 'ok',
    attribution: { text: '기상청 제공', url: 'https://www.weather.go.kr' },
    summary: { stations: count, fresh: count, carried: 0, expired: 0, never: 0 },
    observations,
    ...changes,
  };
}
