import type { Duration, Instant } from '../time/clock.ts';
import type { UpstreamId } from './source-id.ts';

/**
 * What asking again can do for an error. `transient`: a second try may help at once; `slow`: it has
 * cost the whole deadline, so only the next run tries again; `lasting`: the same answer would come
 * again; `not-yet`: the data are late; `wait`: the upstream named a time; `day`: the daily quota is
 * gone until midnight; `person`: nothing helps until someone acts.
 */
export type Remedy = 'transient' | 'slow' | 'lasting' | 'not-yet' | 'wait' | 'day' | 'person';

/** What can go wrong with an upstream, what it means, and what an operator can do about it. */
export const sourceErrors = {
  'not-found': {
    remedy: 'transient',
    message: 'The host name of the upstream cannot be resolved.',
    action: 'Check DNS and the network of this machine, and the base URL.',
  },
  refused: {
    remedy: 'transient',
    message: 'The upstream refuses connections.',
    action: 'Check the base URL and whether a firewall is in the way; if both are right, wait.',
  },
  proxy: {
    remedy: 'transient',
    message: 'The proxy does not let the request through.',
    action:
      'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY: address, user and password (407), and whether the proxy allows this host.',
  },
  reset: {
    remedy: 'transient',
    message: 'The connection broke before the whole answer had come.',
    action: 'Nothing to do unless it lasts: then check the network and the upstream.',
  },
  timeout: {
    remedy: 'slow',
    message: 'The upstream did not give its whole answer in time.',
    action: 'Nothing to do unless it lasts: then check the network and the upstream.',
  },
  tls: {
    remedy: 'lasting',
    message: 'No secure connection to the upstream could be made.',
    action: "Check this machine's clock and certificates; never switch verification off.",
  },
  redirect: {
    remedy: 'lasting',
    message: 'The upstream redirects elsewhere; redirects are not followed.',
    action: 'The upstream may have moved: look at it in a browser and correct the base URL.',
  },
  'http-client-error': {
    remedy: 'lasting',
    message: 'The upstream answered with an HTTP error that blames the request.',
    action: 'Check the base URL; the upstream may have moved or ended.',
  },
  'http-server-error': {
    remedy: 'transient',
    message: 'The upstream answered with an HTTP error of its own.',
    action: 'Nothing to do unless it lasts: then look at the upstream in a browser.',
  },
  'too-many-requests': {
    remedy: 'wait',
    message: 'The upstream asks for fewer requests.',
    action:
      'Nothing to do: it is not asked again before the time it named. If it recurs, ask less often.',
  },
  quota: {
    remedy: 'day',
    message: 'The daily quota of the key is used up.',
    action:
      'It is asked again after midnight, Korean time. Ask less often, or apply for a larger quota.',
  },
  auth: {
    remedy: 'person',
    message: 'The upstream does not accept the key.',
    action:
      'Check the key and whether its use was applied for with this very service; then restart.',
  },
  gone: {
    remedy: 'person',
    message: 'The upstream says that this service does not exist.',
    action: 'Look for a notice of KMA: the service may have moved or ended.',
  },
  'bad-request': {
    remedy: 'lasting',
    message: 'The upstream finds the request wrong.',
    action: 'This is a defect of the collector or a change of the upstream: report it.',
  },
  'no-data': {
    remedy: 'not-yet',
    message: 'The upstream has nothing for this time yet.',
    action: 'Nothing to do: late observations are asked for again.',
  },
  late: {
    remedy: 'not-yet',
    message: 'The upstream answers, but its newest observation is too old.',
    action:
      "Nothing to do unless it lasts: then look at the upstream in a browser, and check this machine's clock (NTP).",
  },
  'upstream-fault': {
    remedy: 'transient',
    message: 'The upstream reports a fault of its own.',
    action: 'Nothing to do unless it lasts: then look for a notice of KMA.',
  },
  'too-large': {
    remedy: 'lasting',
    message: 'The answer is larger than this upstream ever sends.',
    action: 'Look at what the base URL serves; if it is right, raise the limit beside the source.',
  },
  'too-costly': {
    remedy: 'lasting',
    message:
      'The answer takes far more time to read than any of this upstream and was left unread.',
    action: 'Look at what the base URL serves; this may be an attack on the parser.',
  },
  encoding: {
    remedy: 'lasting',
    message: 'The answer is in no encoding that can be read.',
    action: 'Look at what the base URL serves; a proxy in between may damage it.',
  },
  html: {
    remedy: 'lasting',
    message: 'The upstream answered with a web page instead of data.',
    action: 'Open the address in a browser: it may be a maintenance or block page.',
  },
  doctype: {
    remedy: 'lasting',
    message: 'The answer has a DOCTYPE, which data never has, and was refused unread.',
    action: 'Look at what the base URL serves; this may be an attack on the parser.',
  },
  malformed: {
    remedy: 'transient',
    message: 'The answer breaks off or is not well-formed.',
    action: 'Nothing to do unless it lasts: then compare the answer with the readme of the source.',
  },
  shape: {
    remedy: 'lasting',
    message: 'The answer is not what this upstream sends.',
    action: 'The upstream may have changed its format: compare it with the readme of the source.',
  },
  empty: {
    remedy: 'transient',
    message: 'The upstream listed no station.',
    action: 'Nothing to do unless it lasts: then look at the list in a browser.',
  },
  stamp: {
    remedy: 'lasting',
    message: 'The time of observation does not exist.',
    action: 'Compare the answer with the readme of the source.',
  },
  'future-stamp': {
    remedy: 'lasting',
    message: 'The time of observation lies in the future.',
    action: "Check this machine's clock (NTP); if it is right, the upstream's stamp is wrong.",
  },
  'mass-failure': {
    remedy: 'lasting',
    message: 'Too many stations fail the same check: the fault is in the source, not in them.',
    action: "The upstream may have changed units or columns: compare it with the source's readme.",
  },
  'implausible-batch': {
    remedy: 'lasting',
    message: 'The answer as a whole cannot be the weather.',
    action:
      'It is refused until it agrees again. If the numbers are right, say so with nalssi believe SOURCE.',
  },
  'suspect-batch': {
    remedy: 'lasting',
    message: 'The answer as a whole may be the weather, but such weather is rare.',
    action:
      'Its temperatures are shown and marked suspect. If the numbers are right, say so with nalssi believe SOURCE.',
  },
  'unconfirmed-batch': {
    remedy: 'lasting',
    message: 'The first answer is not usual for the season, and nothing bears it out yet.',
    action:
      'Compare a few temperatures with https://www.weather.go.kr: if they are right, nalssi believe SOURCE takes the mark away, as a second source that says the same does, or a day.',
  },
  'stale-values': {
    remedy: 'lasting',
    message: 'The time of observation moved on, and the values did not.',
    action: 'Nothing to do unless it lasts: then look at the list in a browser.',
  },
  'emptied-list': {
    remedy: 'lasting',
    message: 'The list of warnings is empty where it had many a moment ago.',
    action: 'Nothing to do: it is believed when the next answer says the same.',
  },
  'wrong-names': {
    remedy: 'lasting',
    message: 'Station numbers and names of the list do not belong together.',
    action:
      'Compare numbers and names in a browser; if KMA changed them, run nalssi stations --refresh.',
  },
  internal: {
    remedy: 'lasting',
    message: 'The collector failed on this answer; this is a defect of the collector.',
    action: 'Keep the log and report it.',
  },
} as const satisfies Record<string, { remedy: Remedy; message: string; action: string }>;

export type SourceErrorCode = keyof typeof sourceErrors;
export const sourceErrorCodes = Object.keys(sourceErrors) as [
  SourceErrorCode,
  ...SourceErrorCode[],
];

/**
 * What is remembered of a source while its answers are refused as a whole, so that a lie does not
 * become weather by lasting. Positions are in K from the last answer that was believed, the usual
 * course of the day taken out.
 */
export interface Doubt {
  /** Where the last refused answer stood. */
  readonly position: number;
  /** Where the truth must stand, if what is wrong with the answers is one and the same offset. */
  readonly truth: number;
  /** Whether stations changed each by itself, as numbers do that went to other stations. */
  readonly isOfPattern: boolean;
}

/**
 * Why the temperatures of a source are marked as suspect, all or those of a part of the country: they may be the weather, and are
 * shown, but such weather is rare. It goes on until the answers take back what they did, another
 * source agrees, a person says so, or a day has passed.
 */
export interface Suspicion {
  /**
   * `offset`: all stations together went further than they do. `sign`: values below zero seem to have
   * lost their sign. `unconfirmed`: nothing recent to compare with, and rare at this season. `part`:
   * some stations went where weather does not take them, and only those are marked.
   */
  readonly kind: 'offset' | 'sign' | 'unconfirmed' | 'part';
  /** When the answer came with which it began. */
  readonly since: Instant;
  /** The numbers, for people. */
  readonly detail: string;
  /** K by which the answers went further than they do; 0 of the other kinds. */
  readonly offset: number;
  /** The stations of a part, with the K by which each went further than the others; else `null`. */
  readonly part: Readonly<Record<string, number>> | null;
}

/**
 * What is said of an answer that is marked. A first one that nobody bears out is no fault of the source: as
 * many are right as there are days that are out of the ordinary.
 */
export const codeOfSuspicion = ({ kind }: Suspicion) =>
  kind === 'unconfirmed' ? 'unconfirmed-batch' : 'suspect-batch';

/** What is wrong with a column beside the temperature (quality/check-columns.ts). */
export interface ColumnFault {
  /**
   * `value`: the numbers by themselves, which stay so. The others are against the numbers before, which
   * are no witness for long: all winds became stronger or turned alike, or values `moved` by a row.
   */
  readonly kind: 'value' | 'stronger' | 'turned' | 'moved';
  /** By how many times winds became stronger, or degrees to the right they turned; else 0. */
  readonly by: number;
  /** The numbers, for people. */
  readonly detail: string;
}

/**
 * An upstream gave nothing usable. `message` is fixed for each code; `detail` says what was found,
 * and never holds a URL, a key or the upstream's text.
 */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: SourceErrorCode;
  readonly source: UpstreamId;
  readonly detail: string;
  /** With code `too-many-requests`: how long the upstream wants to be left alone, milliseconds. */
  readonly retryAfter: Duration | null;
  /** The proxy that was asked, without its password, for people who run the collector alone. */
  readonly proxy: string | null;
  /** What to remember of an answer that was refused as a whole. */
  readonly doubt: Doubt | null;
  /** What was wrong with a column beside the temperature, if that was why. */
  readonly column: ColumnFault | null;

  constructor(
    source: UpstreamId,
    code: SourceErrorCode,
    detail: string,
    options: {
      cause?: unknown;
      retryAfter?: Duration | null;
      proxy?: string | null;
      doubt?: Doubt | null;
      column?: ColumnFault | null;
    } = {},
  ) {
    const { cause, retryAfter = null, proxy = null, doubt = null, column = null } = options;
    super(sourceErrors[code].message, { cause });
    this.proxy = proxy;
    this.doubt = doubt;
    this.column = column;
    this.retryAfter = retryAfter;
    this.source = source;
    this.code = code;
    this.detail = detail;
  }

  get remedy(): Remedy {
    return sourceErrors[this.code].remedy;
  }

  /** Whether the values are there, and are not believed: a person may know better. */
  get isOfWhole(): boolean {
    return (
      this.code === 'implausible-batch' ||
      this.code === 'mass-failure' ||
      this.code === 'stale-values'
    );
  }

  /** What an operator can do. */
  get action(): string {
    return sourceErrors[this.code].action;
  }
}

/**
 * An error that nobody foresaw. Its message may quote the answer, at any length, so health has its kind
 * and place alone; the log has the whole of it, as the cause.
 */
export function unexpected(source: UpstreamId, cause: unknown): SourceError {
  if (!(cause instanceof Error))
    return new SourceError(source, 'internal', typeof cause, { cause });
  const frame = cause.stack?.split('\n').find((line) => inScript.test(line));
  const place = inScript.exec(frame ?? '')?.[1];
  const detail = place === undefined ? cause.name : `${cause.name} at ${place}`;
  return new SourceError(source, 'internal', detail, { cause });
}

/** The end of a line of a stack, as in `(file:///…/parse.ts:41:7)`. */
const inScript = /\/([\w-]{1,60}\.[jt]s:\d{1,6}):\d{1,6}\)?$/;
