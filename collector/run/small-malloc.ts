/*
 * The C library keeps what was once taken: it makes a heap of 64 MB for each of a few threads, raises
 * the size from which it asks the system for memory of its own with each such piece that is given
 * back, up to 32 MB, and the free memory that it keeps with it. With one heap and both sizes as they
 * are at first, of two runs side by side one had 143 MB resident instead of 164 at 97 stations, and
 * with 740 the half of all looks was at 193 instead of 268. It reads these before the first line of a program
 * runs, so the process takes the place of itself, once: with the same number, arguments and open
 * files, 40 ms later. In units and containers they would have to stand in each.
 */
const settings = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** Whoever has set one has a reason. */
const isSet = Object.keys(process.env).some((name) => /^(MALLOC_|GLIBC_TUNABLES$)/.test(name));

// A channel to a parent would not outlast it. Other commands are over before it counts.
if (process.platform === 'linux' && !isSet && !process.connected && process.argv[2] === 'serve') {
  const words = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  try {
    process.execve?.(process.execPath, words, { ...process.env, ...settings });
  } catch {
    // Where that is forbidden it runs as it is, and takes more memory.
  }
}
