#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { collect } from './commands/collect.ts';
import { help } from './commands/help.ts';
import { serve } from './commands/serve.ts';
import { ConfigError, readConfig } from './config.ts';
import { createLogger } from './log.ts';
import { PortError } from './serve/server.ts';
import { StoreError } from './store/store.ts';
import { version } from './version.ts';

/** Exit code for what the caller got wrong: the command line or the environment. */
const usageError = 2;

async function main(words: readonly string[]): Promise<number> {
  const command = readCommand(words);
  if (command === 'help') return print(help);
  if (command === 'version') return print(`${version}\n`);
  if (command !== 'serve' && command !== 'collect') {
    const what = command === '' ? 'A command is missing.' : `There is no command ${command}.`;
    throw new UsageError(`${what} nalssi help lists the commands.`);
  }
  const config = readConfig(process.env);
  const log = createLogger();
  for (const variable of config.unknownVariables) {
    log.warn({ variable }, 'This variable is not known and was ignored; nalssi help lists all.');
  }
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  return command === 'serve' ? serve(config, log, stop.signal) : collect(config, log);
}

/** The command line cannot be understood. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

function readCommand(words: readonly string[]): string {
  const { values, positionals } = parseWords(words);
  if (values.help) return 'help';
  if (values.version) return 'version';
  if (positionals.length > 1) {
    throw new UsageError(`One command at a time, not ${positionals.join(' ')}.`);
  }
  return positionals[0] ?? '';
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
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

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof ConfigError || error instanceof UsageError;
  const isExplained = isUsage || error instanceof PortError || error instanceof StoreError;
  const text = isExplained ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`nalssi: ${text}\n`);
  process.exitCode = isUsage ? usageError : 1;
}
