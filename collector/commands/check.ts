import { type Element, elements, elementUnits } from '@nalssi/schemas';
import { Catalogue } from '../catalogue/catalogue.ts';
import { loadLearntStations } from '../catalogue/learnt-stations.ts';
import { type Config, ConfigError } from '../config.ts';
import { joinBatches } from '../intake/observation-intake.ts';
import { judge } from '../quality/judge.ts';
import type { JudgedBatch } from '../quality/judgement.ts';
import { noPrevious } from '../quality/previous.ts';
import type { Batch } from '../sources/reading.ts';
import { sources } from '../sources/registry.ts';
import { keyVariables, type ObservationSource, type WarningSource } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { WarningBatch } from '../sources/warning.ts';
import { type Instant, systemClock } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { sleep } from '../time/sleep.ts';
import { SourceClient } from '../transport/client.ts';
import { emptyLedger } from '../transport/ledger.ts';

type Print = (text: string) => void;

/**
 * `nalssi check SOURCE`: asks one upstream live, reads and checks the answer, and prints what came.
 * Returns the exit code: 0 when it was usable, else 1. Throws ConfigError for an unknown source.
 */
export async function check(
  id: string,
  config: Config,
  print: Print,
  signal: AbortSignal,
): Promise<number> {
  if (!(id in sources)) {
    const known = Object.keys(sources).join(', ');
    throw new ConfigError(`${id} is not a source. Choose from: ${known}.`);
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
  const answers = await ask<Batch>(source, source.parse, config, print, signal);
  if (answers === null) return 1;
  const now = systemClock.now();
  const catalogue = new Catalogue(loadLearntStations(config.dataDirectory));
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
  const answers = await ask<WarningBatch>(source, source.parse, config, print, signal);
  const [list] = answers ?? [];
  if (list === undefined) return 1;
  print(`As of          ${formatKst(list.asOf)}\nIn force       ${list.warnings.length}\n`);
  for (const { kind, level, zone } of list.warnings) print(`  ${zone.name}: ${kind} ${level}\n`);
  print(
    describeCounts('Left out', list.dropped) + describeCounts('Unknown words', list.unknownWords),
  );
  return 0;
}

async function ask<Parsed>(
  source: ObservationSource | WarningSource,
  parse: ConstructorParameters<typeof SourceClient<Parsed>>[0]['parse'],
  config: Config,
  print: Print,
  signal: AbortSignal,
): Promise<readonly Parsed[] | null> {
  const client = new SourceClient<Parsed>({
    source,
    parse,
    config: config.everySource[source.id],
    keys: config.keys,
    clock: systemClock,
    sleep,
    ledger: emptyLedger,
  });
  const begun = performance.now();
  const outcome = await client.run(signal);
  print(`Requests       ${client.quota.used}, ${Math.round(performance.now() - begun)} ms\n`);
  if (outcome.kind === 'answered') {
    for (const error of outcome.errors) print(describeError(error));
    return outcome.answers;
  }
  print(
    outcome.kind === 'failed'
      ? describeError(outcome.error)
      : 'Result         nothing yet: the upstream has no newer observations\n',
  );
  return null;
}

function describeError(error: SourceError): string {
  return `Failed         ${error.code}: ${error.message} (${error.detail})\nWhat to do     ${error.action}\n`;
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
