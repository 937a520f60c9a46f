import { readFileSync } from 'node:fs';

/** Clock ticks a second in `/proc/<pid>/stat`, on every Linux there is. */
const ticks = 100;

const pageSize = 4096;

/** What a process has used so far, all its threads together. */
export interface Usage {
  /** Seconds of CPU. */
  readonly cpu: number;
  /** Bytes resident. */
  readonly resident: number;
  /** Bytes that it sent to the disk, in whole pages. */
  readonly written: number;
}

/** Reads `/proc`. */
export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [, pages] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  const written = /^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1];
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / ticks,
    resident: Number(pages) * pageSize,
    written: Number(written),
  };
}
