import { SourceError } from '../sources/source-error.ts';
import type { SourceErrorCode } from '../sources/source-error-codes.ts';
import type { UpstreamId } from '../sources/source-id.ts';

const codes: Readonly<Record<string, SourceErrorCode>> = {
  ENOTFOUND: 'not-found',
  EAI_AGAIN: 'not-found',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
  HPE_HEADER_OVERFLOW: 'too-large',
};

/**
 * What a fault of Node or undici says of an upstream. Where a connection fails before there is an answer, it is
 * the proxy's where one is asked.
 */
export function errorOfConnection(
  source: UpstreamId,
  cause: unknown,
  proxy: string | null,
): SourceError {
  const code = codeOf(cause);
  if (proxy === null) return new SourceError(source, classify(cause), describe(cause), { cause });
  const status = /^Proxy response \((\d{3})\)|^Proxy Authentication Required \((407)\)/.exec(
    cause instanceof Error ? cause.message : '',
  );
  if (status !== null) {
    const detail = `the proxy answers with HTTP status ${status[1] ?? status[2]}`;
    return new SourceError(source, 'proxy', detail, { cause, proxy });
  }
  if (!beforeConnection.has(code)) {
    return new SourceError(source, classify(cause), describe(cause), { cause, proxy });
  }
  return new SourceError(source, 'proxy', `the proxy cannot be reached, ${code}`, { cause, proxy });
}

const beforeConnection: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_CONN',
  'UND_ERR_PRX_TLS',
]);

function classify(error: unknown): SourceErrorCode {
  const code = codeOf(error);
  const known = codes[code];
  if (known !== undefined) return known;
  // By its name: what is no HTTP at all has no code. A status below 100 is an assertion of undici's (8).
  if (error instanceof Error && error.name === 'HTTPParserError') return 'malformed';
  if (code === 'ERR_ASSERTION') return 'malformed';
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO)/.test(code)) return 'tls';
  return 'reset';
}

function describe(error: unknown): string {
  return codeOf(error) || 'no further detail';
}

/** The stable code of a Node or undici error; their messages may hold the URL. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error) || !('code' in error)) return '';
  // What undici's parser stumbles over may have a code that is undefined.
  return String(error.code ?? '');
}
