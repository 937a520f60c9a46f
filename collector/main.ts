#!/usr/bin/env node
// `module` whole: by name an older Node would miss `enableCompileCache` before a line has run.
import module from 'node:module';
// First of ours, because imports run in turn.
import './run/required-node.ts';
import './run/start-anew.ts';
import './run/quiet-sqlite.ts';
import './run/no-inspector.ts';
import './run/readable-feed.ts';
import { compileCache } from './run/compile-cache.ts';

// From the second start on nothing has to be stripped of its types and compiled: a start takes a quarter
// less CPU. It has to be on before what it is for is loaded.
module.enableCompileCache(compileCache);

await import('./commands/command-line.ts');
