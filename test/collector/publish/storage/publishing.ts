import { gunzipSync } from 'node:zlib';
import {
  type EncodedFile,
  type EncodedFiles,
  encode,
} from '../../../../collector/publish/encode.ts';
import { StoragePublisher } from '../../../../collector/publish/storage/storage-publisher.ts';
import { feedSaying } from '../../../../collector/serve/site-files.ts';
import { type Clock, systemClock } from '../../../../collector/time/clock.ts';
import { storageAt, type TestStorage } from '../../../servers/storage-at.ts';

const script = await encode('export const version = 1;');
const picture = await encode(Buffer.from([0x89, 0x50, 0x4e, 0x47]));

/** Beside the feed: a script that floats, one that is frozen, a picture. */
const site = new Map([
  ['w/1/nalssi.js', { file: script, contentType: 'text/javascript', cacheControl: 'max-age=60' }],
  [
    'w/1.4.2/nalssi.js',
    { file: script, contentType: 'text/javascript', cacheControl: 'immutable' },
  ],
  ['ops/icon.png', { file: picture, contentType: 'image/png', cacheControl: 'max-age=60' }],
]);

const kept = new Map<string, EncodedFile>();

/** A file that says the same is the same object, as those of the feed are. */
async function fileOf(text: string): Promise<EncodedFile> {
  const file = kept.get(text) ?? (await encode(text));
  kept.set(text, file);
  return file;
}

/** A feed of three files, of which the weather says `weather`. */
export async function feedOf(sequence: number, weather = 'clear'): Promise<EncodedFiles> {
  return new Map([
    ['ticker.json', await fileOf(JSON.stringify({ weather: weather.repeat(50) }))],
    ['schema/1.0/ticker.schema.json', await fileOf('{"type":"object"}')],
    ['health.json', await fileOf(JSON.stringify({ sequence, status: 'ok' }))],
    ['index.json', await fileOf(JSON.stringify({ sequence }))],
  ]);
}

type Place = Pick<TestStorage, 'endpoint' | 'bucket' | 'credentials'>;

/** One that publishes below a prefix, in gzip. */
export function publisherAt(
  place: Place,
  prefix = '',
  clock: Clock = systemClock,
): StoragePublisher {
  return new StoragePublisher({
    id: 's3',
    storage: storageAt(place, prefix),
    coding: 'gzip',
    sayingOf: feedSaying,
    loadSite: async () => site,
    clock,
  });
}

/** Publishes an edition as a collector does. */
export async function publish(
  publisher: StoragePublisher,
  sequence: number,
  weather?: string,
): Promise<void> {
  await publisher.publish({ sequence }, await feedOf(sequence, weather), Date.now());
}

/** The text of an object, unpacked; `null` where there is none. */
export async function textAt(place: Place, prefix: string, key: string): Promise<string | null> {
  await using storage = storageAt(place, prefix);
  const object = await storage.get(key, 1_000_000);
  if (object === null) return null;
  return (object.coding === 'gzip' ? gunzipSync(object.bytes) : object.bytes).toString('utf8');
}
