import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { TestCluster } from '../../servers/redis-cluster.ts';
import { Collectors, holds, passes, sequenceAt, textAt } from '../run/shared/collectors.ts';
import { StartedCommand } from '../started-command.ts';

vi.setConfig({ testTimeout: 300_000 });

test('on a Cluster one publishes, another serves it, and who stands by takes over', async () => {
  await using cluster = await TestCluster.start();
  await using collectors = await Collectors.at(cluster.url);
  const first = await collectors.start();
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  await using command = new StartedCommand(['serve', '--read-only'], {
    variables: { PORT: '0', NALSSI_DATA_DIR: directory, NALSSI_STORE: cluster.url },
  });
  const reader = { command, directory, address: await command.address() };
  await passes(reader, await sequenceAt(first));
  await holds(async () =>
    expect(await textAt(`${reader.address}/v1/stations.json`)).toBe(
      await textAt(`${first.address}/v1/stations.json`),
    ),
  );
  const second = await collectors.start();
  await second.command.logs('stands-by');
  first.command.child.kill('SIGKILL');
  await second.command.logs('leads');
  await passes(reader, await sequenceAt(second));

  expect(collectors.faults).toEqual([]);
  await rm(directory, { recursive: true });
});
