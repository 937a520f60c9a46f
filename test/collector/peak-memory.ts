import { readFileSync } from 'node:fs';

/** What a process had resident at most, in kB of 1,024 bytes, as Linux counts it (proc(5), VmHWM). */
export function peakResident(pid: number | 'self'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
}
