import type { Cluster, Redis, RedisOptions } from 'ioredis';
import { type Duration, seconds } from '../../time/clock.ts';
import type { RedisAddress } from './redis-address.ts';

/** A command that takes longer has failed: whoever waits for it makes a feed. */
const commandDeadline: Duration = 2_500;

/** Of a connection that does not answer: a master that hangs is left then, and Sentinels are asked. */
const silenceAllowed: Duration = 2_500;

const connectDeadline: Duration = 1_500;

/** Between attempts to connect. */
export const longestPause: Duration = seconds(1);

type Library = Pick<typeof import('ioredis'), 'Redis' | 'Cluster' | 'SentinelIterator'>;

const retryStrategy = (attempt: number) => Math.min(attempt * 50, longestPause);

/**
 * What makes clients of the library for an address, each of which begins to connect. `longestAnswer`: how
 * much longer than usual an answer may take.
 */
export async function clientsOf(
  address: RedisAddress,
  longestAnswer: Duration,
): Promise<() => Redis | Cluster> {
  // Nobody without a Redis loads what speaks to one.
  const library: Library = await import('ioredis');
  const { surviveReplies } = await import('./survive-replies.ts');
  const { checkClusters } = await import('./checked-cluster.ts');
  const { checkServers } = await import('./checked-server.ts');
  surviveReplies();
  checkServers(library);
  checkClusters(library);
  const options = optionsOf(address, longestAnswer);
  return () => clientOf(library, address, options);
}

/** How a server is spoken to, whichever it is. */
function optionsOf({ username, password, isEncrypted }: RedisAddress, longestAnswer: Duration) {
  return {
    ...(username !== null && { username }),
    ...(password !== null && { password }),
    ...(isEncrypted && { tls: {} }),
    connectTimeout: connectDeadline,
    commandTimeout: commandDeadline + longestAnswer,
    socketTimeout: silenceAllowed + longestAnswer,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy,
    // One that was master and is none any more.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  } satisfies RedisOptions;
}

/** How a server is found: at its address, by Sentinels, or in a Cluster. */
function clientOf(
  library: Library,
  address: RedisAddress,
  options: ReturnType<typeof optionsOf>,
): Redis | Cluster {
  switch (address.kind) {
    case 'server':
      return new library.Redis({ ...options, ...address.hosts[0], db: address.database });
    case 'sentinel':
      return new library.Redis({
        ...options,
        sentinels: [...address.hosts],
        name: address.sentinel,
        db: address.database,
        sentinelCommandTimeout: commandDeadline,
        sentinelRetryStrategy: retryStrategy,
        ...(address.sentinelPassword !== null && { sentinelPassword: address.sentinelPassword }),
        ...(address.isEncrypted && { sentinelTLS: {}, enableTLSForSentinelMode: true }),
      });
    case 'cluster':
      return new library.Cluster([...address.hosts], {
        redisOptions: options,
        enableOfflineQueue: false,
        clusterRetryStrategy: retryStrategy,
        slotsRefreshTimeout: connectDeadline,
        slotsRefreshInterval: seconds(5),
      });
  }
}
