import inspector from 'node:inspector';

/**
 * Node opens its inspector, and with it everything this process may do, to whoever sends SIGUSR1. A
 * listener takes the place of Node's own handler (seen with 20, 22.19 and 26; the manual says that
 * it would not). `--disable-sigusr1` is better where the command line is ours, because it holds
 * before the first line runs. The first line of npm's command has no place for it: `env -S`, which
 * would hand it on, is missing in Alpine's busybox.
 */
process.on('SIGUSR1', () => undefined);

/** `--inspect-port` alone opens nothing. */
const isAskedFor = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)].some(
  (word) => /^--inspect(-brk|-brk-node|-wait)?(=|$)/.test(word),
);

function closeInspector(): void {
  if (inspector.url() !== undefined && !isAskedFor) inspector.close();
}

// A signal may have come before the listener. Node opens for it wherever the script is just then,
// and once more when the event loop first turns, after whatever thread it was handed to (seen with
// 26).
closeInspector();
setImmediate(closeInspector);
for (const wait of [0, 20, 100, 500, 2_000, 10_000]) setTimeout(closeInspector, wait).unref();
