import type { SourceHealth } from '@nalssi/schemas';
import { expect } from 'vitest';
import type { Responder } from '../../upstream/upstream.ts';
import { type LogLine, Workbench } from '../workbench.ts';
import { type Subject, smallWeather, startAt, warningsInForce } from './subjects.ts';

/** What the feed shows: values with their own times and sources, whatever their state. */
interface Shown {
  readonly observations: readonly object[];
  readonly ticker: readonly object[];
  readonly warnings: readonly object[];
  readonly warningsAsOf: string | null;
}

/** What a fault left behind. */
export interface Aftermath {
  readonly before: Shown;
  readonly after: Shown;
  /** Whether each of the two runs with the fault gave anything usable. */
  readonly outcomes: readonly boolean[];
  /** Lines of the log at warn or above since the fault began. */
  readonly lines: readonly LogLine[];
  /** The states of what the feed shows in the end, each once. */
  readonly states: readonly string[];
  readonly health: SourceHealth | undefined;
  /** How many times the feed has been published in the two runs. */
  readonly publishes: number;
  /** Requests of the first and of the second run with the fault. */
  readonly requests: readonly number[];
}

export async function startBench({ id, keys }: Subject): Promise<Workbench> {
  const bench = await Workbench.start(smallWeather, { sources: [id], keys, startAt });
  bench.upstream.serve(smallWeather, warningsInForce);
  return bench;
}

/**
 * One good run, then two with a fault a minute later: what the feed, the log and the health file say
 * in the end. Every file is read through its schema.
 */
export async function suffer(
  subject: Subject,
  begin: Responder | { before(bench: Workbench): Promise<unknown> },
  how: { readonly isSlow?: boolean } = {},
): Promise<Aftermath> {
  await using bench = await startBench(subject);
  const { id } = subject;
  expect(await bench.pull(id)).toBe(true);
  const before = await shownBy(bench);
  const { sequence } = await bench.health();
  const told = bench.warnings.length;
  expect(before.observations.length + before.warnings.length).toBeGreaterThan(1);

  if ('before' in begin) await begin.before(bench);
  else bench.upstream.answer(id, begin);
  if (how.isSlow === true) bench.hurry();
  bench.clock.advance(1);
  const asked = () => bench.upstream.targets(id).length;
  const counts = [asked()];
  const outcomes: boolean[] = [];
  for (let run = 0; run < 2; run += 1) {
    outcomes.push(await bench.pull(id));
    counts.push(asked());
  }
  return {
    before,
    after: await shownBy(bench),
    outcomes,
    lines: bench.warnings.slice(told),
    states: await statesOf(bench),
    health: (await bench.health()).sources.find((source) => source.id === id),
    publishes: (await bench.health()).sequence - sequence,
    requests: counts.slice(1).map((count, run) => count - (counts[run] ?? 0)),
  };
}

/** The last good values are there with their own times, marked as kept, and the log says why once. */
export function expectKept(
  { before, after, outcomes, lines, states, health, publishes }: Aftermath,
  { id }: Subject,
  code: string,
  level: 'warn' | 'error' = 'warn',
): void {
  expect(outcomes).toEqual([false, false]);
  expect(after).toEqual(before);
  expect(states).toEqual(['carried']);
  expect(lines).toEqual([
    expect.objectContaining({ source: id, code, level, action: expect.stringMatching(/\w{4}/) }),
  ]);
  expect(health).toMatchObject({
    state: expect.stringMatching(/^(failing|blocked)$/),
    lastError: { code, action: expect.stringMatching(/\w{4}/) },
    lastSuccessAt: startAt,
  });
  expect(publishes).toBe(2);
}

/** The source is as well as before: the same values, confirmed, and nothing to tell. */
export function expectUnharmed({ before, after, outcomes, lines, states }: Aftermath): void {
  expect(outcomes).toEqual([true, true]);
  expect(lines).toEqual([]);
  // A list of warnings speaks of the time of the request, where it names none itself.
  expect({ ...after, warningsAsOf: null }).toEqual({ ...before, warningsAsOf: null });
  expect(states).toEqual(['fresh']);
}

async function shownBy(bench: Workbench): Promise<Shown> {
  const { observations } = await bench.observations();
  const ticker = await bench.ticker();
  const warnings = await bench.warningsInForce();
  return {
    observations: observations.flatMap(({ station, state: _state, ...elements }) =>
      Object.entries(elements as Record<string, { value: unknown }>).flatMap(([element, value]) =>
        value.value === null ? [] : [{ station, element, ...without(value) }],
      ),
    ),
    ticker: ticker.observations.map(without),
    warnings: warnings.warnings,
    warningsAsOf: warnings.asOf,
  };
}

/** Without what says how sure a value is, not what it is: the checks that ran go by its neighbours. */
function without(value: object): object {
  const { state: _state, reason: _reason, checks: _, ...rest } = value as Record<string, unknown>;
  return rest;
}

/** States of everything that has a value. */
export async function statesOf(bench: Workbench): Promise<string[]> {
  const { observations } = await bench.observations();
  const { state, warnings } = await bench.warningsInForce();
  const states = observations.flatMap(({ station: _station, state: _state, ...elements }) =>
    Object.values(elements as Record<string, { value: unknown; state: string }>)
      .filter(({ value }) => value !== null)
      .map((value) => value.state),
  );
  return [...new Set([...states, ...(warnings.length > 0 ? [state] : [])])].sort();
}
