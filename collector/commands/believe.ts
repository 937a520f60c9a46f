import { ConfigError } from '../config/config-error.ts';
import { vouchFor } from '../run/vouchers.ts';
import { sources } from '../sources/registry.ts';
import type { SourceId } from '../sources/source-id.ts';
import { StoreError } from '../store/store-error.ts';
import type { Command } from './command.ts';

const observing = Object.values(sources).flatMap(({ kind, id }) =>
  kind === 'observations' ? [id] : [],
);

export const believe: Command = {
  name: 'believe',
  summary: 'lets the collector take the next answer of a source that it refuses as a whole',
  operand: { name: 'SOURCE', required: true, does: `one of ${observing.join(', ')}` },
  details:
    'Look at the numbers first: nalssi check SOURCE prints them. It works while nalssi serve runs on\nthe same NALSSI_DATA_DIR, or, with a Redis in NALSSI_STORE, anywhere on the same Redis: whoever leads\nhears it. For one answer, and forgotten after an hour. Impossible values stay out.',
  run: async ({ operands: [id = ''], config, print, signal }) => {
    const source = observing.find((one) => one === id);
    if (source === undefined) {
      throw new ConfigError(
        `${id} is not a source of observations. Choose from: ${observing.join(', ')}.`,
      );
    }
    const { redis, dataDirectory } = config();
    if (redis === null) vouchHere(dataDirectory, source);
    else await (await import('./believe-in-redis.ts')).sayInRedis(redis, source, signal);
    print(`The next answer of ${source} will be believed if it comes within an hour.\n`);
    return 0;
  },
};

/** Throws StoreError. */
function vouchHere(dataDirectory: string, source: SourceId): void {
  try {
    vouchFor(dataDirectory, source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `Nobody was told: ${dataDirectory} cannot be written to (${reason}). Check NALSSI_DATA_DIR, and that it is yours to write.`,
      { cause: error },
    );
  }
}
