import { readdirSync, readFileSync } from 'node:fs';
import type { CDPSession } from 'playwright';

/** Milliseconds of CPU that a browser's processes of a type have used. */
export interface CpuTime {
  readonly renderer: number;
  readonly gpu: number;
}

/** All threads of a process, in nanoseconds; the browser itself counts in ticks of 10 ms. */
function schedulerTime(process: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${process}/task`);
    const times = threads.map((thread) =>
      Number(readFileSync(`/proc/${process}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    );
    return times.reduce((sum, time) => sum + time, 0) / 1e6;
  } catch {
    return undefined;
  }
}

/** CPU used so far by the renderers and by the GPU process; `session` is the browser's. */
export async function cpuTime(session: CDPSession): Promise<CpuTime> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const used = (type: string) =>
    processInfo
      .filter((process) => process.type === type)
      .reduce((sum, { id, cpuTime: seconds }) => sum + (schedulerTime(id) ?? seconds * 1000), 0);
  return { renderer: used('renderer'), gpu: used('GPU') };
}
