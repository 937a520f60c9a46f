import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Clock,
  type Collector,
  type Config,
  clockStartingAt,
  configOf,
  formatKst,
  type Programme,
  type SourceId,
  type Stage,
  storeFile,
} from '@nalssi/collector';
import { november2024 as recording } from '../test/upstream/recording.ts';
import { sampleWeather } from '../test/upstream/sample-day.ts';
import { sampleWarnings } from '../test/upstream/sample-warnings.ts';
import { Upstream } from '../test/upstream/upstream.ts';

const minute = 60_000;
const start = Date.parse(recording.capturedAt);
/** KMA lists a minute so long after it. */
const listedAfter = 2 * minute;

/**
 * When the hours before the recorded one are asked for: as each hour is listed, from the midnight
 * before the day before, and about when it is coldest and warmest.
 */
const before: readonly number[] = [
  ...Array.from(
    { length: 32 },
    (_, hour) => Date.parse('2024-11-23T00:03:00+09:00') + hour * 60 * minute,
  ),
  ...['23T06:43', '23T14:23', '23T14:43', '24T06:23', '24T06:43'].map((time) =>
    Date.parse(`2024-11-${time}:00+09:00`),
  ),
].toSorted((one, other) => one - other);

/** The list of each hour, and the table of all stations. */
const observationSources: readonly SourceId[] = ['kma-map', 'kma-aws'];
const sourceIds: readonly SourceId[] = [...observationSources, 'warnings'];

/** A clock that the replay sets. */
class SetClock implements Clock {
  #now: () => number = () => before[0] ?? start;

  now(): number {
    return this.#now();
  }

  set(now: number): void {
    this.#now = () => now;
  }

  runFrom(now: number): void {
    const clock = clockStartingAt(now);
    this.#now = () => clock.now();
  }
}

/**
 * Plays the sample day until `until`: from an upstream on loopback, over HTTP, the way of all data.
 * First the collector hears the hours before, as if it had run since then; then the clock runs on
 * from the hour of the recording. Throws StoreError.
 */
export async function playSampleDay(
  { dataDirectory }: Config,
  stage: Stage,
  onReady: () => void,
  until: AbortSignal,
): Promise<void> {
  await using parts = new AsyncDisposableStack();
  const clock = new SetClock();
  const weather = () => {
    const listed = clock.now() - listedAfter;
    return sampleWeather(formatKst(listed - (listed % minute)));
  };
  const upstream = parts.adopt(new Upstream(weather, sampleWarnings), (one) => one.close());
  const baseUrl = new URL(await upstream.listen());
  const programme: Programme = {
    sources: sourceIds.map((id) => ({ ...configOf(id), baseUrl, isBaseUrlGiven: true })),
    off: [],
    // The upstream on loopback wants none, but a source without one is off.
    keys: { 'kma-apihub': 'none-on-loopback' },
    // Apart from live data, so that neither is ever taken for the other.
    dataDirectory: join(dataDirectory, 'replay'),
    mode: 'replay',
    clock,
  };
  await forgetEarlierReplay(programme.dataDirectory);
  await stage.play(programme, until, async (collector, signal) => {
    await hearHoursBefore(collector, clock, signal);
    clock.runFrom(start);
    for (const id of sourceIds) await collector.hear(id, signal);
    if (signal.aborted) return;
    // With the hours before, which come after what is read first.
    await collector.publish();
    onReady();
  });
}

/** The day begins anew with each start, and the store would take what it knows of later for news. */
async function forgetEarlierReplay(directory: string): Promise<void> {
  for (const name of [storeFile, `${storeFile}-wal`, `${storeFile}-shm`]) {
    await rm(join(directory, name), { force: true });
  }
}

async function hearHoursBefore(
  collector: Collector,
  clock: SetClock,
  signal: AbortSignal,
): Promise<void> {
  for (const time of before) {
    clock.set(time);
    for (const id of observationSources) await collector.hear(id, signal);
    if (signal.aborted) return;
  }
}
