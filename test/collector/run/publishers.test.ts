import { expect, test } from 'vitest';
import { createLogger, Secrets, systemClock } from '../../../collector/index.ts';
import { publishSettingsOf } from '../../../collector/publish/storage/storage-settings.ts';
import { publishersOf } from '../../../collector/run/publishers.ts';

const log = createLogger(new Secrets(), 'json', { write: () => undefined });

/** The names of the places to which is published. */
async function namesOf(places: string, mode: 'live' | 'replay' = 'live') {
  const publish = publishSettingsOf(
    { NALSSI_PUBLISH: places, AWS_ACCESS_KEY_ID: 'somebody', AWS_SECRET_ACCESS_KEY: 'something' },
    false,
  );
  if (!('storages' in publish)) throw new Error(publish.map(({ says }) => says).join());
  const where = { dataDirectory: '/nowhere', publish, mode, clock: systemClock, log };
  return (await publishersOf(where)).map(({ id }) => id);
}

test('a feed goes to each place that is named, storages in their order', async () => {
  expect(await namesOf('directory')).toEqual(['directory']);
  expect(await namesOf('s3://one/feed')).toEqual(['s3']);
  expect(await namesOf('directory,s3://one/feed,s3://two/feed')).toEqual([
    'directory',
    's3',
    's3-2',
  ]);
});

test('what is replayed goes to no storage', async () => {
  expect(await namesOf('s3://one/feed', 'replay')).toEqual(['directory']);
});
