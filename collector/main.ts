#!/usr/bin/env node
// `module` whole: by name an older Node would miss `enableCompileCache` before a line has run.
import module from 'node:module';
import { join } from 'node:path';
// First of ours, because imports run in turn.
import './run/required-node.ts';
import './run/small-malloc.ts';
import './run/quiet-sqlite.ts';
import './run/no-inspector.ts';
import './run/readable-feed.ts';

// From the second start on nothing has to be stripped of its types and compiled: a start takes a quarter
// less CPU. It has to be on before what it is for is loaded. Beside the code, because whoever can write there can
// change the code as well; where nobody can it stays off, and NODE_COMPILE_CACHE names another place.
module.enableCompileCache(join(import.meta.dirname, 'node_modules/.cache'));

await import('./commands/command-line.ts');
