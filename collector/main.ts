#!/usr/bin/env node
// First, because imports run in turn.
import './run/no-inspector.ts';
import { parseArgs } from 'node:util';
import { check } from './commands/check.ts';
import { collect } from './commands/collect.ts';
import { help } from './commands/help.ts';
import { inspect } from './commands/inspect.ts';
import { DocumentError } from './commands/read-document.ts';
import { serve } from './commands/serve.ts';
import { refreshStations } from './commands/stations.ts';
import { validate } from './commands/validate.ts';
import { ConfigError, readConfig } from './config.ts';
import { PortError } from './serve/server.ts';
import { SourceError } from './sources/source-error.ts';
import { StoreError } from './store/store.ts';
import { createLogger } from './telemetry/log.ts';
import { Secrets } from './telemetry/secrets.ts';
import { version } from './version.ts';

/** Exit code for what the caller got wrong: the command line or the environment. */
const usageError = 2;

/** Filled before anything can fail with a key in its message. */
const secrets = Secrets.fromEnvironment(process.env);

/** The command line cannot be understood. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** How many words may follow each command. */
const operandCounts = new Map([
  ['serve', { least: 0, most: 0, usage: 'takes no more words' }],
  ['collect', { least: 0, most: 0, usage: 'takes no more words' }],
  ['stations', { least: 0, most: 0, usage: 'takes no more words' }],
  ['check', { least: 1, most: 1, usage: 'takes one source, as in nalssi check kma-map' }],
  ['inspect', { least: 0, most: 1, usage: 'takes one folder or URL at most' }],
  ['validate', { least: 1, most: 1, usage: 'takes one file or URL' }],
]);

async function main(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords(words);
  const [command = '', ...operands] = positionals;
  if (values.help || command === 'help') return print(help);
  if (values.version || command === 'version') return print(`${version}\n`);
  const accepted = operandCounts.get(command);
  if (accepted === undefined) {
    const what = command === '' ? 'A command is missing.' : `There is no command ${command}.`;
    throw new UsageError(`${what} nalssi help lists the commands.`);
  }
  if (operands.length < accepted.least || operands.length > accepted.most) {
    throw new UsageError(`nalssi ${command} ${accepted.usage}; nalssi help shows how.`);
  }
  if (command === 'validate') return validate(operands[0] ?? '', printScrubbed);
  const config = readConfig(process.env);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => stop.abort(signal));
  if (command === 'inspect') {
    return inspect(
      {
        target: operands[0] ?? config.dataDirectory,
        json: values.json ?? false,
        watch: values.watch ?? false,
        region: values.region ?? null,
        colours: process.stdout.isTTY && !process.env['NO_COLOR'],
      },
      printScrubbed,
      stop.signal,
    );
  }
  if (command === 'check') return check(operands[0] ?? '', config, printScrubbed, stop.signal);
  const log = createLogger(secrets, config.logFormat);
  for (const variable of config.unknownVariables) {
    log.warn(
      { code: 'unknown-variable', variable },
      'This variable is not known and was ignored; nalssi help lists all.',
    );
  }
  if (command === 'stations') {
    if (!values.refresh) throw new UsageError('Say what to do: nalssi stations --refresh.');
    return refreshStations(config, log, stop.signal);
  }
  return command === 'serve' ? serve(config, log, stop.signal) : collect(config, log, stop.signal);
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
        refresh: { type: 'boolean' },
        json: { type: 'boolean' },
        watch: { type: 'boolean' },
        region: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message} nalssi help lists the commands.`);
  }
}

function explain({ source, code, message, detail, action, proxy }: SourceError): string {
  const through = proxy === null ? '' : ` through the proxy ${proxy}`;
  return `${source}, ${code}${through}: ${message} (${detail})\nWhat to do: ${action}`;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function printScrubbed(text: string): void {
  print(secrets.scrub(text));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof ConfigError || error instanceof UsageError;
  const isExplained =
    isUsage ||
    error instanceof PortError ||
    error instanceof StoreError ||
    error instanceof DocumentError ||
    error instanceof SourceError;
  const explanation = error instanceof SourceError ? explain(error) : (error as Error).message;
  const text = isExplained ? explanation : error instanceof Error ? error.stack : String(error);
  process.stderr.write(secrets.scrub(`nalssi: ${text}\n`));
  process.exitCode = isUsage ? usageError : 1;
}
