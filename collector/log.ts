import { type DestinationStream, type Logger, pino } from 'pino';
import type { Secrets } from './secrets.ts';

export type { Logger } from 'pino';

/**
 * One JSON object a line on standard output, or on `destination`. Every line is scrubbed of the
 * secrets just before it is written: field names are not trusted to say where one may stand.
 */
export function createLogger(secrets: Secrets, destination?: DestinationStream): Logger {
  const options = {
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: (line: string) => secrets.scrub(line) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
