import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type SourceId, storeFile } from '@nalssi/collector';
import { usageOf } from '../bench/run/measured-process.ts';
import { StartedCommand } from '../collector/started-command.ts';
import { MemoryStorage } from '../servers/memory-storage.ts';
import { type Census, censusOfDirectory, grownSince, isOfHistory } from './census.ts';
import { ChangingWeather } from './changing-weather.ts';
import { directoryPlace, storagePlace } from './feed-place.ts';
import { FeedWatch } from './feed-watch.ts';
import { UnreliableUpstream } from './unreliable-upstream.ts';

const sources: readonly SourceId[] = [
  'kma-map',
  'kma-city',
  'apihub-asos',
  'apihub-aws',
  'kma-aws',
  'warnings',
];
const key = 'SoakHubKey0123456789ab';
const minute = 60_000;
const stations = 200;

export interface RealTimeOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/**
 * `nalssi serve` on its standard schedules, with upstreams of which every third answer is bad. Resolves
 * with what has grown from a third of the time to the end. Throws BrokenPromise.
 */
export async function runInRealTime({ minutes, seed, say }: RealTimeOptions): Promise<string[]> {
  await using parts = new AsyncDisposableStack();
  const weather = new ChangingWeather(seed, stations);
  const upstream = new UnreliableUpstream({ seed, weather, now: Date.now });
  const url = await upstream.listen();
  parts.defer(() => upstream.close());
  const storage = parts.use(await MemoryStorage.start());
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-soak-'));
  parts.defer(() => rm(directory, { recursive: true, force: true }));
  const { accessKeyId, secretAccessKey } = storage.credentials;
  const urls = sources.map((id) => [`NALSSI_${id.toUpperCase().replaceAll('-', '_')}_URL`, url]);
  const service = parts.use(
    new StartedCommand(['serve'], {
      variables: {
        PORT: '0',
        NALSSI_DATA_DIR: directory,
        NALSSI_SOURCES: sources.join(','),
        NALSSI_KMA_APIHUB_KEY: key,
        NALSSI_TABLES: 'off',
        NALSSI_LOG: 'json',
        NALSSI_PUBLISH: `directory,s3://${storage.bucket}?endpoint=${storage.endpoint.href}`,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        ...Object.fromEntries(urls),
      },
    }),
  );
  await service.address();
  const secrets = [key, secretAccessKey];
  const watch = new FeedWatch(directoryPlace(join(directory, 'feed/v1')), secrets);
  const farWatch = new FeedWatch(storagePlace(storage), secrets);
  const begun = performance.now();
  let early: Census | null = null;
  let late: Census = {};
  for (let passed = 1; passed <= minutes; passed += 1) {
    await wait(begun + passed * minute - performance.now());
    if (service.child.exitCode !== null) throw new Error(`nalssi serve ended:\n${service.output}`);
    if (secrets.some((secret) => (service.output + service.errors).includes(secret))) {
      throw new Error('The log has a key in it.');
    }
    // Each minute has its publish, and one that is under way may not be through.
    await watch.look({ isNews: passed > 1 });
    await watch.lookAtAll();
    await farWatch.look({ isNews: false });
    await farWatch.lookAtAll();
    upstream.forgetTargets();
    const pid = service.child.pid ?? 0;
    late = {
      'resident MB': Math.round(usageOf(pid).resident / 1e6),
      'open files': readdirSync(`/proc/${pid}/fd`).length,
      objects: storage.objects.size,
      ...censusOfDirectory(directory, storeFile),
    };
    if (passed === Math.max(1, Math.floor(minutes / 3))) early = late;
    const { 'resident MB': resident, inodes, objects } = late;
    say(
      `minute ${passed}: edition ${watch.newest}; ${upstream.faults} of ${upstream.answers} answers bad; resident ${resident} MB; ${inodes} inodes, ${objects} objects`,
    );
  }
  const flat = Object.entries(late).filter(([name]) => !isOfHistory(name));
  return grownSince(early ?? {}, Object.fromEntries(flat));
}
