import { backup } from './backup.ts';
import { believe } from './believe.ts';
import { check } from './check.ts';
import { collect } from './collect.ts';
import type { Command } from './command.ts';
import { exportSite } from './export.ts';
import { inspect } from './inspect.ts';
import { serve } from './serve.ts';
import { stations } from './stations.ts';
import { validate } from './validate.ts';

/** The commands of `nalssi`, in the order of its help. */
export const commands: readonly Command[] = [
  serve,
  collect,
  check,
  believe,
  inspect,
  validate,
  exportSite,
  backup,
  stations,
];
