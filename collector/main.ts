#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { check } from './commands/check.ts';
import { collect } from './commands/collect.ts';
import { help } from './commands/help.ts';
import { serve } from './commands/serve.ts';
import { refreshStations } from './commands/stations.ts';
import { ConfigError, readConfig } from './config.ts';
import { createLogger } from './log.ts';
import { Secrets } from './secrets.ts';
import { PortError } from './serve/server.ts';
import { SourceError } from './sources/source-error.ts';
import { StoreError } from './store/store.ts';
import { version } from './version.ts';

/** Exit code for what the caller got wrong: the command line or the environment. */
const usageError = 2;

/** Filled before anything can fail with a key in its message. */
const secrets = Secrets.fromEnvironment(process.env);

/** The command line cannot be understood. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function main(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords(words);
  const [command = '', ...operands] = positionals;
  if (values.help || command === 'help') return print(help);
  if (values.version || command === 'version') return print(`${version}\n`);
  const expected = { serve: 0, collect: 0, check: 1, stations: 0 }[command];
  if (expected === undefined) {
    const what = command === '' ? 'A command is missing.' : `There is no command ${command}.`;
    throw new UsageError(`${what} nalssi help lists the commands.`);
  }
  if (operands.length !== expected) {
    throw new UsageError(
      expected === 0
        ? `nalssi ${command} takes no ${operands[0]}.`
        : 'Name one source, as in nalssi check kma-map; nalssi help lists them.',
    );
  }
  const config = readConfig(process.env);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  if (command === 'check') return check(operands[0] ?? '', config, printScrubbed, stop.signal);
  const log = createLogger(secrets);
  for (const variable of config.unknownVariables) {
    log.warn({ variable }, 'This variable is not known and was ignored; nalssi help lists all.');
  }
  if (command === 'stations') {
    if (!values.refresh) throw new UsageError('Say what to do: nalssi stations --refresh.');
    return refreshStations(config, log, stop.signal);
  }
  return command === 'serve' ? serve(config, log, stop.signal) : collect(config, log);
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
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message} nalssi help lists the commands.`);
  }
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
    error instanceof SourceError;
  const text = isExplained ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(secrets.scrub(`nalssi: ${text}\n`));
  process.exitCode = isUsage ? usageError : 1;
}
