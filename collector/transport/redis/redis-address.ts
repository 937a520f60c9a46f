/** Where a Redis or Valkey is, as `NALSSI_STORE` says it. Secret: it holds passwords. */
export interface RedisAddress {
  /** `sentinel`: `hosts` are Sentinels, which know who is master; `cluster`: some of the nodes. */
  readonly kind: 'server' | 'sentinel' | 'cluster';
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  /** The master's name for Sentinels; else empty. */
  readonly sentinel: string;
  readonly username: string | null;
  readonly password: string | null;
  /** Of the Sentinels themselves. */
  readonly sentinelPassword: string | null;
  readonly database: number;
  readonly isEncrypted: boolean;
  /** What all keys begin with: collectors with one prefix make one feed. */
  readonly prefix: string;
}

const usualPorts = { server: 6379, sentinel: 26379, cluster: 6379 } as const;

const known: readonly string[] = ['sentinel', 'cluster', 'prefix', 'sentinelPassword'];

const form =
  /^redis(?<tls>s?):\/\/(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^@/?#]+)(?:\/(?<database>\d{0,4}))?(?:\?(?<query>[^#]*))?$/;

const host = /^(?:(?<name>[\w.-]+)|\[(?<ip6>[\da-fA-F:.]+)\])(?::(?<port>\d{1,5}))?$/;

/** Whether a text means to be one. */
export const isOfRedis = (text: string): boolean => /^rediss?:/.test(text);

/**
 * Reads `redis://user:password@host:6379/0`, or `rediss://` with TLS. Several hosts stand with commas
 * between: `?sentinel=NAME` says that they are Sentinels, `?cluster` that they are nodes of a Cluster.
 * A string is what is wrong and what to do; it holds nothing of the address.
 */
export function redisAddressOf(text: string): RedisAddress | string {
  const parts = form.exec(text)?.groups;
  if (parts === undefined) return `is no address of a Redis. ${formsKnown}`;
  const query = new URLSearchParams(parts['query'] ?? '');
  if ([...query.keys()].some((name) => !known.includes(name))) {
    return `has a parameter that is not known. Use ${known.join(', ')}.`;
  }
  const sentinel = query.get('sentinel') ?? '';
  if (query.has('sentinel') && !/^[\w.-]+$/.test(sentinel)) {
    return 'names no master. Use the one that the Sentinels know it by, as in ?sentinel=mymaster.';
  }
  if (query.has('sentinel') && query.has('cluster')) {
    return 'says sentinel and cluster. Use one of them.';
  }
  const kind = query.has('sentinel') ? 'sentinel' : query.has('cluster') ? 'cluster' : 'server';
  const hosts = (parts['hosts'] ?? '').split(',').map((one) => hostOf(one, usualPorts[kind]));
  if (hosts.some((one) => one === null)) return `has a host that is none. ${formsKnown}`;
  if (kind === 'server' && hosts.length > 1) {
    return 'has several hosts. Say what they are: ?sentinel=NAME or ?cluster.';
  }
  const database = Number(parts['database'] ?? '0');
  if (kind === 'cluster' && database !== 0) return 'names a database, and a Cluster has one alone.';
  const prefix = query.get('prefix') ?? 'nalssi';
  if (!/^[\w.:-]{1,64}$/.test(prefix)) {
    return 'has a prefix that is none. Use letters, digits and : . - _, up to 64 of them.';
  }
  try {
    return {
      kind,
      hosts: hosts.filter((one) => one !== null),
      sentinel,
      username: decoded(parts['user']),
      password: decoded(parts['password']),
      sentinelPassword: query.get('sentinelPassword'),
      database,
      isEncrypted: parts['tls'] === 's',
      prefix,
    };
  } catch {
    return 'has a user or a password that is not percent-encoded. Write % as %25, @ as %40 and / as %2F.';
  }
}

const formsKnown =
  'Use redis://host:6379, redis://:password@host:6379/0, rediss:// with TLS, or several hosts with commas between and ?sentinel=NAME or ?cluster.';

/** Where it is, for people: without user and password. */
export function placeOf({ kind, hosts, sentinel }: RedisAddress): string {
  const places = hosts.map(({ host: name, port }) => `${name}:${port}`).join(', ');
  return kind === 'sentinel' ? `${sentinel} of ${places}` : places;
}

function hostOf(text: string, usualPort: number): { host: string; port: number } | null {
  const parts = host.exec(text)?.groups;
  const name = parts?.['name'] ?? parts?.['ip6'];
  const port = Number(parts?.['port'] ?? usualPort);
  return name === undefined || port === 0 || port > 65535 ? null : { host: name, port };
}

function decoded(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : decodeURIComponent(text);
}
