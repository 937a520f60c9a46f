import { execFileSync } from 'node:child_process';
import { startHangGuard } from '../../../collector/run/hang-guard.ts';

// A process that is watched, and hangs in the way that its first word names.

const limit = 600;
const stop = startHangGuard(limit);

const ways: Readonly<Record<string, () => void>> = {
  loop() {
    for (;;);
  },
  expression: () => /^(?:a|a)*$/.test(`${'a'.repeat(60)}b`),
  lock: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  'native-code': () => execFileSync('sleep', ['60']),
  // Three times the limit of work in pieces, each far shorter than it.
  'long-work'() {
    const end = performance.now() + 3 * limit;
    const work = () => {
      if (performance.now() < end) setTimeout(work, 20);
      else stop();
    };
    work();
  },
};

setTimeout(() => ways[process.argv[2] ?? '']?.(), 50);
