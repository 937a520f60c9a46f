import { expect, test } from 'vitest';
import { RedisConnection } from '../../../../collector/transport/redis/redis-connection.ts';
import { addressOf, told } from '../../../servers/redis.ts';
import { TestCluster } from '../../../servers/redis-cluster.ts';
import { holds } from '../../run/shared/collectors.ts';

test('that a node of a Cluster was lost is heard as of one Redis: what answers then may know less', async () => {
  await using cluster = await TestCluster.start();
  await using connection = await RedisConnection.open(addressOf(cluster.url));
  await connection.connected(AbortSignal.timeout(10_000));
  let heard = 0;
  connection.onReconnect(() => {
    heard += 1;
  });
  const key = connection.key('lease');
  await connection.send('SET', key, 'before');
  const slot = Number(await told(cluster.nodes[0]?.port ?? 0, 'CLUSTER', 'KEYSLOT', key));
  const node = cluster.nodes[Math.min(2, Math.floor(slot / 5461))];
  expect(heard).toBe(0);
  await node?.kill();
  await node?.startAgain();
  await holds(async () => expect(String(await connection.send('GET', key))).toBe('before'));

  expect(heard).toBeGreaterThan(0);
});
