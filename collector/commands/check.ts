import { type Element, elements, elementUnits } from '@nalssi/schemas';
import { Catalogue } from '../catalogue/catalogue.ts';
import { catalogueAt, loadLearntTables } from '../catalogue/learnt-tables.ts';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { joinBatches } from '../intake/observation-intake.ts';
import { remember } from '../intake/warning-memory.ts';
import { judge } from '../quality/judge.ts';
import type { JudgedBatch } from '../quality/judgement.ts';
import { noPrevious } from '../quality/previous.ts';
import { type StandingWarning, warningsAt } from '../snapshot/warnings-in-force.ts';
import { sources } from '../sources/registry.ts';
import {
  keyVariables,
  type ObservationSource,
  type Source,
  type WarningSource,
} from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import { sourceErrors } from '../sources/source-error-codes.ts';
import { type SourceId, sourceIds } from '../sources/source-id.ts';
import { type Instant, systemClock } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { askOnce } from './ask-once.ts';
import type { Command } from './command.ts';

type Print = (text: string) => void;

export const check: Command = {
  name: 'check',
  summary: 'asks one upstream live, and prints what came, its age and what the checks said',
  operand: {
    name: 'SOURCE',
    required: true,
    does: `one of ${sourceIds.join(', ')}`,
  },
  details: 'It publishes nothing. The exit code is 1 when the answer was not usable.',
  run: ({ operands: [id = ''], config, print, signal }) => checkSource(id, config(), print, signal),
};

/** Returns 0 when the answer was usable, else 1. Throws ConfigError for an unknown source. */
async function checkSource(
  id: string,
  config: Config,
  print: Print,
  signal: AbortSignal,
): Promise<number> {
  if (!Object.hasOwn(sources, id)) {
    throw new ConfigError(`${id} is not a source. Choose from: ${sourceIds.join(', ')}.`);
  }
  const source = sources[id as SourceId];
  if (source.keys.length > 0 && !source.keys.some((key) => config.keys[key])) {
    const names = source.keys.map((key) => keyVariables[key]).join(' or ');
    throw new ConfigError(`${id} needs a key: set ${names}.`);
  }
  print(`${id}: ${source.title}\n`);
  return source.kind === 'warnings'
    ? checkWarnings(source, config, print, signal)
    : checkObservations(source, config, print, signal);
}

async function checkObservations(
  source: ObservationSource,
  config: Config,
  print: Print,
  signal: AbortSignal,
): Promise<number> {
  const answers = await ask(source, config, print, signal);
  if (typeof answers === 'number') return answers;
  const now = systemClock.now();
  const catalogue = new Catalogue(catalogueAt(loadLearntTables(config.dataDirectory), now));
  try {
    const batch = judge(source.id, joinBatches(answers), noPrevious, catalogue, now);
    print(describeBatch(batch, catalogue, now));
    return 0;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    print(describeError(error));
    return 1;
  }
}

async function checkWarnings(
  source: WarningSource,
  config: Config,
  print: Print,
  signal: AbortSignal,
): Promise<number> {
  const answers = await ask(source, config, print, signal);
  if (typeof answers === 'number') return answers;
  if (answers.length === 0) return 1;
  const now = systemClock.now();
  const list = remember(null, answers, now);
  const standing = warningsAt(list, now);
  print(`As of          ${formatKst(list.asOf)}\n`);
  for (const [phase, title] of phases) {
    const those = standing.filter((warning) => warning.phase === phase);
    print(`${title.padEnd(15)}${those.length}\n`);
    for (const warning of those) print(`  ${describeWarning(warning)}\n`);
  }
  print(
    describeCounts('Left out', list.dropped) + describeCounts('Unknown words', list.unknownWords),
  );
  return 0;
}

const phases = [
  ['in-force', 'In force'],
  ['announced', 'Announced'],
] as const;

function describeWarning({ kind, level, zone, ...warning }: StandingWarning): string {
  const { phase, effectiveAt, endsAt, isInferred } = warning;
  const from =
    phase === 'announced' && effectiveAt !== null ? `, from ${formatKst(effectiveAt)}` : '';
  const until = endsAt === null ? '' : `, until ${formatKst(endsAt)}`;
  return `${zone.name}: ${kind} ${level}${from}${until}${isInferred ? ' (inferred)' : ''}`;
}

/** The answers, or the exit code where there are none to look at. */
async function ask<Parsed>(
  source: Source<Parsed>,
  config: Config,
  print: Print,
  signal: AbortSignal,
): Promise<readonly Parsed[] | number> {
  const begun = performance.now();
  const outcome = await askOnce(source, config, signal);
  const milliseconds = Math.round(performance.now() - begun);
  if (outcome.kind === 'aborted') {
    print('Result         interrupted: the answer was not waited for\n');
    throw signal.reason;
  }
  if (outcome.kind === 'blocked') {
    const { message, action } = sourceErrors[outcome.code];
    print(`Result         not asked, ${outcome.code}: ${message}\nWhat to do     ${action}\n`);
    return 1;
  }
  const { made, failed, unasked } = outcome.requests;
  const rest = `${failed > 0 ? `, ${failed} failed` : ''}${unasked > 0 ? `, ${unasked} not made` : ''}`;
  print(`Requests       ${made}${rest}, ${milliseconds} ms\n`);
  if (outcome.kind === 'answered') {
    for (const error of differing(outcome.errors)) print(describeError(error));
    return outcome.answers;
  }
  print(
    outcome.kind === 'failed'
      ? describeError(outcome.error)
      : 'Result         nothing yet: the upstream has no newer observations\n',
  );
  return 1;
}

/** One of each code: a hundred requests fail in the same way. */
function differing(errors: readonly SourceError[]): SourceError[] {
  return [...new Map(errors.map((error) => [error.code, error])).values()];
}

function describeError({ code, message, detail, action, proxy }: SourceError): string {
  const through = proxy === null ? '' : `Proxy          ${proxy}\n`;
  return `Failed         ${code}: ${message} (${detail})\n${through}What to do     ${action}\n`;
}

function describeBatch(batch: JudgedBatch, catalogue: Catalogue, now: Instant): string {
  const { readings } = batch;
  const newest = readings.reduce((latest, { observedAt }) => Math.max(latest, observedAt), 0);
  const age = Math.round((now - newest) / 60_000);
  const unknown = readings.filter(({ station }) => !catalogue.find(station));
  const lines = [
    `Stations       ${readings.length}, of which ${unknown.length} are not in the catalogue`,
    `Newest         ${formatKst(newest)}, ${age} min ago`,
    ...elements.flatMap((element) => describeElement(batch, element)),
  ];
  return `${lines.join('\n')}\n${describeCounts('Left out', batch.dropped)}${describeCounts('Unknown words', batch.unknownWords)}${describeCounts('Unknown keys', batch.unknownKeys)}`;
}

/** One line of an element: how many have it, its extremes, and what the checks said. */
function describeElement({ readings }: JudgedBatch, element: Element): string[] {
  const readouts = readings.flatMap((reading) => reading.elements[element] ?? []);
  if (readouts.length === 0) return [];
  const judged = readouts.filter((readout) => 'value' in readout);
  const numbers = judged.map(({ value }) => value).filter((value) => typeof value === 'number');
  const unit = element === 'condition' ? '' : elementUnits[element];
  const range =
    numbers.length > 0
      ? `, ${numbers.reduce((a, b) => Math.min(a, b))} to ${numbers.reduce((a, b) => Math.max(a, b))} ${unit}`
      : '';
  const marks = (['suspect', 'fail'] as const)
    .map((quality) => [quality, judged.filter((one) => one.quality === quality).length] as const)
    .filter(([, count]) => count > 0)
    .map(([quality, count]) => `, ${count} ${quality}`);
  return [`${element.padEnd(15)}${judged.length} of ${readouts.length}${range}${marks.join('')}`];
}

function describeCounts(what: string, counts: Readonly<Record<string, number>>): string {
  const named = Object.entries(counts).map(([name, count]) => `${name} (${count})`);
  return named.length === 0 ? '' : `${what.padEnd(15)}${named.join(', ')}\n`;
}
