import { resolve } from 'node:path';
import { makeBackup } from '../run/backup.ts';
import type { Command } from './command.ts';

export const backup: Command = {
  name: 'backup',
  summary: 'copies what cannot be made anew from the data directory, also while it is in use',
  operand: {
    name: 'DIR',
    required: true,
    place: 'folder',
    does: 'folder of the backup; made when missing, an earlier backup in it is replaced',
  },
  details: `It holds the store with all that was said and 48 hours of history, the tables learnt from KMA, and the
scripts of the ticker that pages may have pinned. The feed is not in it, which a start makes anew from the
store, nor is the environment with its keys. The copy of the store is read through before the backup
before goes. sha256sum --check SHA256SUMS, in DIR, tells whether it is still what was written.

To restore, copy it into an empty data directory and start:

  cp -a DIR/* DATA/

The exit code is 1 when there is nothing to copy, when the store is damaged, or when DIR cannot be
written or holds anything but a backup.`,
  async run({ operands: [directory = ''], config, clock, print, signal }) {
    const target = resolve(directory);
    const { files, bytes, sequence } = await makeBackup({
      dataDirectory: config().dataDirectory,
      target,
      now: clock.now(),
      signal,
      tell: (line) => print(`${line}\n`),
    });
    print(
      `${files} files, ${(bytes / 1e6).toFixed(1)} MB, as of sequence ${sequence}, are in ${target}.\n`,
    );
    return 0;
  },
};
