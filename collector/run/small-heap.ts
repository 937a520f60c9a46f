import { setFlagsFromString } from 'node:v8';

/*
 * V8 lets the space for new objects grow to 64 MB in the seconds of a start or a publish, and keeps it
 * for half a minute. Kept small, of two runs side by side at 740 stations one had 224 MB resident
 * instead of 299, for 2.0 % of a core instead of 1.7. It has to be said before the space has grown.
 * Node's `--max-semi-space-size` would have to stand in every unit, container and script that starts
 * us.
 */
setFlagsFromString('--semi-space-growth-factor=1');
