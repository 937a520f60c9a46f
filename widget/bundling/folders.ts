import { dirname, join } from 'node:path';

/** The package that is built. */
export const widget = dirname(import.meta.dirname);

/** The page for frames and its script. */
export const frame = join(widget, 'embed/iframe');
