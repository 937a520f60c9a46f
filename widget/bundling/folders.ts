import { dirname } from 'node:path';

/** The package that is built. */
export const widget = dirname(import.meta.dirname);
