import inspector from 'node:inspector';

/**
 * Node opens its inspector, and with it everything this process may do, to whoever sends SIGUSR1. A
 * listener takes the place of Node's own handler (seen with 20, 22.19 and 26; the manual says that it
 * would not). `--disable-sigusr1` is better where the command line is ours, because it holds before
 * the first line runs; npm's command has no place for it.
 */
process.on('SIGUSR1', () => undefined);

// A signal may have come before this line. An inspector that was asked for stays.
const asked = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ');
if (inspector.url() !== undefined && !asked.includes('--inspect')) inspector.close();
