import type { SourceId } from './registry.ts';

/** What can go wrong with an upstream, what it means, and what an operator can do about it. */
export const sourceErrors = {
  'not-found': {
    message: 'The host name of the upstream cannot be resolved.',
    action: 'Check DNS and the network of this machine, and the base URL.',
  },
  refused: {
    message: 'The upstream refuses connections.',
    action: 'Check the base URL and whether a firewall is in the way; if both are right, wait.',
  },
  reset: {
    message: 'The connection broke before the whole answer had come.',
    action: 'Nothing to do unless it lasts: then check the network and the upstream.',
  },
  timeout: {
    message: 'The upstream did not give its whole answer in time.',
    action: 'Nothing to do unless it lasts: then check the network and the upstream.',
  },
  tls: {
    message: 'No secure connection to the upstream could be made.',
    action: "Check this machine's clock and certificates; never switch verification off.",
  },
  redirect: {
    message: 'The upstream redirects elsewhere; redirects are not followed.',
    action: 'The upstream may have moved: look at it in a browser and correct the base URL.',
  },
  'http-status': {
    message: 'The upstream answered with an HTTP error.',
    action: 'Nothing to do for a 5xx unless it lasts; for a 4xx check the base URL.',
  },
  'too-large': {
    message: 'The answer is larger than this upstream ever sends.',
    action: 'Look at what the base URL serves; if it is right, raise the limit beside the source.',
  },
  encoding: {
    message: 'The answer is neither valid UTF-8 nor valid EUC-KR.',
    action: 'Look at what the base URL serves; a proxy in between may damage it.',
  },
  html: {
    message: 'The upstream answered with a web page instead of data.',
    action: 'Open the address in a browser: it may be a maintenance or block page.',
  },
  doctype: {
    message: 'The answer has a DOCTYPE, which data never has, and was refused unread.',
    action: 'Look at what the base URL serves; this may be an attack on the parser.',
  },
  malformed: {
    message: 'The answer breaks off or is not well-formed.',
    action: 'Nothing to do unless it lasts: then compare the answer with the readme of the source.',
  },
  shape: {
    message: 'The answer is not what this upstream sends.',
    action: 'The upstream may have changed its format: compare it with the readme of the source.',
  },
  empty: {
    message: 'The upstream listed no station.',
    action: 'Nothing to do unless it lasts: then look at the list in a browser.',
  },
  stamp: {
    message: 'The time of observation does not exist.',
    action: 'Compare the answer with the readme of the source.',
  },
  'future-stamp': {
    message: 'The time of observation lies in the future.',
    action: "Check this machine's clock (NTP); if it is right, the upstream's stamp is wrong.",
  },
  'mass-failure': {
    message: 'Too many stations fail the same check: the fault is in the source, not in them.',
    action: 'The upstream may have changed units or columns: compare it with the source’s readme.',
  },
  internal: {
    message: 'The collector failed on this answer; this is a defect of the collector.',
    action: 'Keep the log and report it.',
  },
} as const;

export type SourceErrorCode = keyof typeof sourceErrors;

/**
 * An upstream gave nothing usable. `message` is fixed for each code; `detail` says what was found,
 * and never holds a URL, a key or the upstream's text.
 */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: SourceErrorCode;
  readonly source: SourceId;
  readonly detail: string;

  constructor(source: SourceId, code: SourceErrorCode, detail: string, cause?: unknown) {
    super(sourceErrors[code].message, { cause });
    this.source = source;
    this.code = code;
    this.detail = detail;
  }

  /** What an operator can do. */
  get action(): string {
    return sourceErrors[this.code].action;
  }
}
