import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { untilInterrupted } from '../run/interruption.ts';
import { createLogger, type Logger } from '../telemetry/log.ts';
import { Secrets } from '../telemetry/secrets.ts';
import { visibleForTerminal, visibleLines } from '../telemetry/visible.ts';
import { systemClock } from '../time/clock.ts';
import { version } from '../version.ts';
import { type Command, type Context, readWords, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { failureOf } from './failure.ts';
import { helpOf, helpOfAll } from './help.ts';

/** Filled before anything can fail with a key in its message. */
const secrets = Secrets.fromEnvironment(process.env);

async function main([first = '', ...words]: readonly string[]): Promise<number> {
  if (['help', '--help', '-h'].includes(first)) return print(helpFor(words));
  if (['version', '--version', '-v'].includes(first)) return print(`${version}\n`);
  const command = commandNamed(first);
  const { operands, options, wantsHelp } = readWords(command, words, commands);
  if (wantsHelp) return print(helpOf(command));
  const config = once(() => readConfig(process.env));
  const log = once(() => logOf(config()));
  return untilInterrupted((signal) => {
    const clock = systemClock;
    const context: Context = { operands, options, signal, clock, print, config, log };
    return command.run(context);
  });
}

function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const what = /^(-|$)/.test(name) ? 'A command is missing.' : `There is no command ${name}.`;
  throw new UsageError(`${what} nalssi help lists the commands.`);
}

function helpFor([name]: readonly string[]): string {
  return name === undefined ? helpOfAll(commands) : helpOf(commandNamed(name));
}

function logOf(config: Config): Logger {
  const log = createLogger(secrets, config.logFormat);
  for (const variable of config.unknownVariables) {
    log.warn(
      { code: 'unknown-variable', variable },
      'This variable is not known and was ignored; nalssi help lists all.',
    );
  }
  return log;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Prints without secrets, and without what a terminal would obey but we have not meant. */
function print(text: string): number {
  process.stdout.write(visibleForTerminal(secrets.scrub(text)));
  return 0;
}

// Whoever reads may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

/** Says what it ended with, and gives the exit code. No fault has colours: what looks like ours is of a server that an error quotes. */
function failed(error: unknown): number {
  const { text, exitCode } = failureOf(error);
  process.stderr.write(visibleLines(secrets.scrub(text)));
  return exitCode;
}

// Node would print all that such an error has with it, and those of a Redis have the command: user and password.
process.on('uncaughtException', (error) => process.exit(failed(error)));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = failed(error);
}
