import { type Envelope, type FeedFileKind, feedVersion, schemaUrl } from '@nalssi/schemas';
import { formatKst } from '../time/kst.ts';
import type { Publication } from './publication.ts';

/** Seconds between publishes, and so between a reader's visits. */
export const ttl = 60;

/** Seconds: a value an hour need not be asked for each minute, and stations come and go by the day. */
export const historyTtl = 600;
export const stationsTtl = 3_600;

/** While there is nothing to show yet, readers shall not wait a whole ttl for the first values. */
const ttlOfEmptyFeed = 5;

/** Who must be named wherever the observations are shown (기상법 제36조의2). */
const attribution = { text: '기상청 제공', url: 'https://www.weather.go.kr' };

/** The beginning of a feed file. */
export function envelopeOf(kind: FeedFileKind, publication: Publication): Envelope {
  const { snapshot, isEmpty, mode, status, sequence, changedAt, publicUrl } = publication;
  return {
    $schema: schemaUrl(kind, publicUrl),
    version: feedVersion,
    mode,
    generatedAt: formatKst(snapshot.at),
    changedAt: formatKst(changedAt),
    ttl: isEmpty ? ttlOfEmptyFeed : ttl,
    sequence,
    status,
    attribution,
    summary: snapshot.summary,
  };
}
