/**
 * What kind of no a storage says:
 * - `denied`: the key is wrong or may not do that;
 * - `missing`: no such object;
 * - `no-bucket`: no such bucket;
 * - `elsewhere`: the bucket is in another region or behind another address;
 * - `changed`: a condition does not hold, because somebody else wrote;
 * - `unsupported`: the storage does not know what was asked;
 * - `skewed`: the clock of this machine differs too much from the storage's;
 * - `full`: no room, or a quota is used up;
 * - `transient`: nothing was answered, or that it may work later;
 * - `strange`: anything else.
 */
export type StorageRefusal =
  | 'denied'
  | 'missing'
  | 'no-bucket'
  | 'elsewhere'
  | 'changed'
  | 'unsupported'
  | 'skewed'
  | 'full'
  | 'transient'
  | 'strange';

/** A storage did not do what it was asked. The message holds no secret and no text of its answer. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly refusal: StorageRefusal;
  /** HTTP status; `null` where nothing was answered. */
  readonly status: number | null;

  constructor(
    what: string,
    refusal: StorageRefusal,
    status: number | null,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`${what}: ${detail}`, options);
    this.refusal = refusal;
    this.status = status;
  }
}

/** S3's own words for it, which the bodies of answers have in `<Code>`. */
const refusalsByCode: Readonly<Record<string, StorageRefusal>> = {
  NoSuchKey: 'missing',
  NoSuchBucket: 'no-bucket',
  PermanentRedirect: 'elsewhere',
  TemporaryRedirect: 'elsewhere',
  AuthorizationHeaderMalformed: 'elsewhere',
  IllegalLocationConstraintException: 'elsewhere',
  PreconditionFailed: 'changed',
  ConditionalRequestConflict: 'changed',
  NotImplemented: 'unsupported',
  RequestTimeTooSkewed: 'skewed',
  QuotaExceeded: 'full',
  XMinioStorageFull: 'full',
  SlowDown: 'transient',
  InternalError: 'transient',
  ServiceUnavailable: 'transient',
  RequestTimeout: 'transient',
};

const refusalsByStatus: Readonly<Record<number, StorageRefusal>> = {
  301: 'elsewhere',
  307: 'elsewhere',
  401: 'denied',
  403: 'denied',
  404: 'missing',
  405: 'unsupported',
  408: 'transient',
  409: 'changed',
  412: 'changed',
  413: 'full',
  429: 'transient',
  501: 'unsupported',
  507: 'full',
};

/** What an answer with an HTTP status outside 200 to 299 means. `code`: `<Code>` of its body, or empty. */
export function refusalOf(status: number, code: string): StorageRefusal {
  const byCode = Object.hasOwn(refusalsByCode, code) ? refusalsByCode[code] : undefined;
  return byCode ?? refusalsByStatus[status] ?? (status >= 500 ? 'transient' : 'strange');
}

/** `<Code>` of the body of an error: a word of letters, or empty. */
export function codeOf(body: Buffer): string {
  return /<Code>([A-Za-z]{1,60})<\/Code>/.exec(body.toString('latin1', 0, 4096))?.[1] ?? '';
}
