import { type ParseArgsConfig, parseArgs } from 'node:util';

// What the long commands of `npm run` take. The word for it is `--help`; what they do not take is told in a
// line, with exit code 2, and not by a stack.

/** The options of this process. `help` is what it takes, for `--help`. */
export function readOptions<const Taken extends ParseArgsConfig>(help: string, taken: Taken) {
  if (process.argv.slice(2).includes('--help')) {
    process.stdout.write(help);
    process.exit(0);
  }
  try {
    return parseArgs(taken);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** The number of `--name`. */
export function wholeNumber(name: string, text: string, least = 0): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) < least) {
    refuse(`--${name} must be a whole number${least === 0 ? '' : `, ${least} or more`}.`);
  }
  return Number(text);
}

/** Ends the process: what was typed cannot be done. */
export function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
