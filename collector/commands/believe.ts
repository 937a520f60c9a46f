import { ConfigError } from '../config.ts';
import { vouchFor } from '../run/vouchers.ts';
import { sources } from '../sources/registry.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Command } from './command.ts';

const observing = Object.values(sources).flatMap(({ kind, id }) =>
  kind === 'observations' ? [id] : [],
);

export const believe: Command = {
  name: 'believe',
  summary: 'lets the collector take the next answer of a source that it refuses as a whole',
  operand: { name: 'SOURCE', required: true, does: `one of ${observing.join(', ')}` },
  details:
    'Look at the numbers first: nalssi check SOURCE prints them. It works while nalssi serve runs on\nthe same NALSSI_DATA_DIR, for one answer, and is forgotten after an hour. Impossible values stay out.',
  run: async ({ operands: [id = ''], config, print }) => {
    const source = observing.find((one) => one === id);
    if (source === undefined) {
      throw new ConfigError(
        `${id} is not a source of observations. Choose from: ${observing.join(', ')}.`,
      );
    }
    return say(config().dataDirectory, source, print);
  },
};

function say(dataDirectory: string, source: SourceId, print: (text: string) => void): number {
  try {
    vouchFor(dataDirectory, source);
  } catch (error) {
    print(`${dataDirectory} cannot be written to: ${String(error)}\n`);
    return 1;
  }
  print(`The next answer of ${source} will be believed if it comes within an hour.\n`);
  return 0;
}
