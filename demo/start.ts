import { enableCompileCache } from 'node:module';
// First of ours, because imports run in turn.
import '../collector/run/quiet-sqlite.ts';
import { compileCache } from '../collector/run/compile-cache.ts';

// From the second start on, as for `nalssi`: to load all of it takes half as much CPU. It has to be on before.
enableCompileCache(compileCache);

await import('./start-product.ts');
