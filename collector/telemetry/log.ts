import { createRequire } from 'node:module';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Secrets } from './secrets.ts';
import { visibleLines, visibleWhenPrinted } from './visible.ts';

export type { Logger } from 'pino';

/** One JSON object a line for machines, or lines for people. */
export type LogFormat = 'json' | 'text';

/**
 * Logs to standard output, or to `destination`. Every line is scrubbed of the secrets just before
 * it is written, and what a terminal would obey is made visible: field names are not trusted to say
 * where one may stand.
 */
export function createLogger(
  secrets: Secrets,
  format: LogFormat,
  destination?: DestinationStream,
): Logger {
  const show = format === 'json' ? visibleLines : visibleWhenPrinted;
  const options = {
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: (line: string) => show(secrets.scrub(line)) },
  };
  if (destination !== undefined) return pino(options, destination);
  if (format === 'json') return pino(options);
  // A service logs JSON: thirty files that it never runs need not be loaded.
  const pretty: typeof import('pino-pretty') = createRequire(import.meta.url)('pino-pretty');
  const colorize = process.stdout.isTTY === true && !process.env['NO_COLOR'];
  return pino(options, pretty({ colorize, translateTime: 'SYS:HH:MM:ss', sync: true }));
}
