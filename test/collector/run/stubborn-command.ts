import { untilInterrupted } from '@nalssi/collector';

// Does not end when it is told to, but a minute later.

process.exitCode = await untilInterrupted(async (signal) => {
  signal.addEventListener('abort', () => process.stdout.write('told\n'));
  process.stdout.write('begun\n');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
  process.stdout.write('late\n');
  return 0;
});
