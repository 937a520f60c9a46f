import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';
import { faultOfPlace, type OperandPlace } from './place-operand.ts';

/** The command line cannot be understood. The message says how it can. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something that a command takes, for its help. */
interface Described {
  readonly does: string;
}

interface Operand extends Described {
  /** As help shows it: `SOURCE`. */
  readonly name: string;
  readonly required: boolean;
  /** Where that is what it names. */
  readonly place?: OperandPlace;
}

interface Option extends Described, ParseArgsOptionDescriptor {
  /** As help shows what has to follow: `KR-41`. */
  readonly value?: string;
}

/** What a command is given. */
export interface Context {
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Ends the command. */
  readonly signal: AbortSignal;
  /** What time it is where the command runs. */
  readonly clock: Clock;
  /** Writes to standard output, without any secret. */
  readonly print: (text: string) => void;
  /** The environment, read when it is first asked for. Throws ConfigError. */
  readonly config: () => Config;
  readonly log: () => Logger;
}

export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  readonly operand?: Operand;
  readonly options?: Readonly<Record<string, Option>>;
  /** What its own help says beside all that. */
  readonly details?: string;
  /** Returns the exit code. */
  readonly run: (context: Context) => Promise<number>;
}

/** What the words after a command's name say. */
export interface ReadWords extends Pick<Context, 'operands' | 'options'> {
  readonly wantsHelp: boolean;
}

/** Reads the words after the name of `command`, one of `all`. Throws UsageError. */
export function readWords(
  command: Command,
  words: readonly string[],
  all: readonly Command[],
): ReadWords {
  const options = command.options ?? {};
  const { tokens } = parseArgs({
    args: [...words],
    strict: false,
    tokens: true,
    options: { ...options, help: { type: 'boolean', short: 'h' } },
  });
  const operands: string[] = [];
  const values: Record<string, string | boolean> = {};
  let wantsHelp = false;
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    if (token.name === 'help') {
      wantsHelp = true;
      continue;
    }
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) throw unknownOption(command, token.rawName, token.name, all);
    values[token.name] = takenValue(command, option, token);
  }
  if (!wantsHelp) {
    checkOperands(command, operands);
    checkPlace(command, operands);
  }
  return { operands, options: values, wantsHelp };
}

function takenValue(
  command: Command,
  option: Option,
  { rawName, value }: { readonly rawName: string; readonly value: string | undefined },
): string | boolean {
  if (option.type === 'boolean' && value !== undefined) {
    throw new UsageError(`${rawName} takes no value. ${seeHelp(command)}`);
  }
  if (option.type === 'boolean') return true;
  if (value === undefined || value === '' || value.startsWith('-')) {
    throw new UsageError(
      `${rawName} takes a value, as in ${rawName} ${option.value ?? 'VALUE'}. ${seeHelp(command)}`,
    );
  }
  return value;
}

function unknownOption(
  command: Command,
  rawName: string,
  name: string,
  all: readonly Command[],
): UsageError {
  const others = all
    .filter(({ options = {} }) => Object.hasOwn(options, name))
    .map((other) => `nalssi ${other.name}`);
  const elsewhere = others.length === 0 ? '' : ` It belongs to ${others.join(' and ')}.`;
  return new UsageError(
    `nalssi ${command.name} has no option ${rawName}.${elsewhere} ${seeHelp(command)}`,
  );
}

function checkOperands(command: Command, operands: readonly string[]): void {
  const { operand } = command;
  const isMissing = operand?.required === true && operands.length === 0;
  if (!isMissing && operands.length <= (operand === undefined ? 0 : 1)) return;
  const takes =
    operand === undefined
      ? 'takes no more words'
      : `takes one ${operand.name}${operand.required ? '' : ' at most'}`;
  throw new UsageError(`nalssi ${command.name} ${takes}. ${seeHelp(command)}`);
}

function checkPlace(command: Command, [given]: readonly string[]): void {
  const { name, operand } = command;
  if (operand?.place === undefined || given === undefined) return;
  const fault = faultOfPlace(given, operand.place);
  if (fault === null) return;
  throw new UsageError(`The ${operand.name} of nalssi ${name} ${fault}. ${seeHelp(command)}`);
}

function seeHelp({ name }: Command): string {
  return `nalssi help ${name} says more.`;
}
