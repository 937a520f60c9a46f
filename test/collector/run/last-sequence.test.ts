import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Workbench } from '../workbench.ts';

test('where somebody has written the highest sequence there is, the log says what to delete', async () => {
  await using bench = await Workbench.start();
  await bench.stop();
  await mkdir(join(bench.directory, 'feed'), { recursive: true });
  await writeFile(join(bench.directory, 'feed/sequence'), String(Number.MAX_SAFE_INTEGER));
  await bench.reopen();
  await bench.pull();

  const failures = bench.warnings.filter(({ code }) => code === 'publish-failed');
  expect(JSON.stringify(failures)).toContain('No sequence is left');
});
