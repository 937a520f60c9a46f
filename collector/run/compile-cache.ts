import { join } from 'node:path';

/**
 * Where Node keeps what it compiled, from start to start. Beside the code, because whoever can write
 * there can change the code as well; where nobody can nothing is kept, and NODE_COMPILE_CACHE names
 * another place.
 */
export const compileCache =
  process.env['NODE_COMPILE_CACHE'] ?? join(import.meta.dirname, '../node_modules/.cache');
