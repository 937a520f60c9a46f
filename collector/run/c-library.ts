/**
 * Variables by which the C library holds little memory.
 *
 * The C library keeps what was once taken: it makes a heap of 64 MB for each of a few threads, raises
 * the size from which it asks the system for memory of its own with each such piece that is given
 * back, up to 32 MB, and the free memory that it keeps with it. With one heap and both sizes as they
 * are at first, one run had 143 MB resident at most instead of 164 at 97 stations, and at 740 a median
 * of 193 instead of 268.
 *
 * What has 32 kB or more lies by itself, and is given back wherever that is. With 128 kB, as it is at first, five
 * runs of 740 stations had 187 to 248 MB at most, with 32 kB five had 202 to 223.
 */
export const littleMemory = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '32768',
  MALLOC_TRIM_THRESHOLD_: '131072',
} as const;

/** Whether it can be told so: whoever has set one of them has a reason. */
export const mayHoldLittle =
  process.platform === 'linux' &&
  !Object.keys(process.env).some((name) => /^(MALLOC_|GLIBC_TUNABLES$)/.test(name));

/**
 * The process takes the place of itself, with the same number and arguments, and with `variables` besides. It goes on
 * as it is where that is forbidden, and takes more memory.
 */
export function startAnewWith(variables: Readonly<Record<string, string>>): void {
  const words = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  try {
    process.execve?.(process.execPath, words, { ...process.env, ...variables });
  } catch {
    // Forbidden.
  }
}
