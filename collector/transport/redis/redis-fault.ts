import { Secrets } from '../../telemetry/secrets.ts';
import type { RedisAddress } from './redis-address.ts';

/** What Node calls it when nobody whom it trusts has signed a certificate. */
const untrusted: readonly string[] = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

const outOfDate: readonly string[] = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

/** Of the words of a server, which may be as many as an answer may have. */
const longest = 500;

/** Far enough that no password reaches from there into what is told. */
const lookedAt = 64 * longest;

/** In what ioredis says of Sentinels: another one each time, which would be another fault. */
const pause = / Retrying from scratch after \d+ms\./;

/** An error of Node's or of ioredis, which wraps those of a node of a Cluster. */
interface Said {
  readonly message: string;
  readonly code?: string;
  readonly lastNodeError?: Said;
}

/**
 * What is wrong with a Redis that cannot be used, and what to do where that is known. It holds no user
 * and no password.
 */
export function faultOf(error: unknown, address: RedisAddress): string {
  const { message: said, code = '' } = innermost(error);
  const message = shortened(said.replace(pause, ''), address);
  const { isEncrypted } = address;
  if (untrusted.includes(code)) {
    return `its certificate is signed by nobody who is trusted here (${code}). Name the file with the certificate of your authority in NODE_EXTRA_CA_CERTS, in the environment that nalssi is started with`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `its certificate is for another name (${message}). Write the host in NALSSI_STORE as it stands in the certificate`;
  }
  if (outOfDate.includes(code)) {
    return `its certificate does not hold today (${code}). Renew it, or set the clock here right`;
  }
  if (isEncrypted && (code === 'ETIMEDOUT' || code === 'EPROTO' || /wrong version/.test(message))) {
    return `${message}. Where it speaks no TLS at that port, use redis:// or its port for TLS`;
  }
  if (!isEncrypted && code === 'ECONNRESET') {
    return `${message}. Where it speaks nothing but TLS at that port, use rediss://`;
  }
  if (message.startsWith('WRONGPASS')) {
    return 'it refuses user and password (WRONGPASS). Check them in NALSSI_STORE, where % is written %25, @ is %40 and / is %2F';
  }
  if (message.startsWith('NOAUTH')) {
    return 'it asks for a password (NOAUTH). Write it into NALSSI_STORE, as in redis://USER:PASSWORD@HOST or redis://:PASSWORD@HOST';
  }
  if (message.startsWith('NOPERM')) {
    return `the user of NALSSI_STORE may not do what nalssi does (${message}). What it needs is in deploy/README.md, under "Two collectors, one feed"`;
  }
  return message;
}

/** Before the cut: what goes through a secret would leave a beginning of it that nobody knows for one. */
function shortened(text: string, { password, sentinelPassword }: RedisAddress): string {
  if (text.length <= longest) return text;
  const secrets = new Secrets();
  for (const secret of [password, sentinelPassword]) secrets.register(secret ?? '');
  return secrets.scrub(text.slice(0, lookedAt)).slice(0, longest);
}

function innermost(error: unknown): Said {
  if (!(error instanceof Error)) return { message: String(error) };
  const { lastNodeError } = error as Said;
  return lastNodeError === undefined ? error : innermost(lastNodeError);
}
