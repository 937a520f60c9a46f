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
