import { parentPort, workerData } from 'node:worker_threads';
import { type Round, runRound } from './campaign.ts';

// One thread of a long run: takes rounds, gives results. It counts inputs in shared memory, so that
// the main thread sees one that hangs.

const progress = new Int32Array(workerData as SharedArrayBuffer);

parentPort?.on('message', (round: Round) => {
  Atomics.store(progress, 0, 0);
  parentPort?.postMessage(runRound(round, () => Atomics.add(progress, 0, 1)));
});
