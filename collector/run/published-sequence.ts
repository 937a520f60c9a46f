import type { Publisher } from '../publish/publisher.ts';
import { type Duration, seconds } from '../time/clock.ts';

/** A place that does not say by then what it holds is asked again by the first publish. */
const patience: Duration = seconds(5);

export interface PublishedSequenceOptions {
  /** Whether there is one publish alone: nothing waits for that, and it has to get the sequence right. */
  readonly runsOnce: boolean;
  readonly signal: AbortSignal | undefined;
}

/**
 * The highest sequence that the places hold from earlier runs; 0 where none says one. Readers of a
 * service wait meanwhile, so a storage that hangs is waited for some seconds and no longer. Rejects with
 * the reason of `signal`.
 */
export async function publishedSequence(
  publishers: readonly Publisher[],
  { runsOnce, signal }: PublishedSequenceOptions,
): Promise<number> {
  const stops = [signal, runsOnce ? undefined : AbortSignal.timeout(patience)];
  const stop = AbortSignal.any(stops.filter((one) => one !== undefined));
  const held = await Promise.all(
    publishers.map((publisher) => publisher.currentSequence?.(stop) ?? 0),
  );
  signal?.throwIfAborted();
  return Math.max(0, ...held.map((sequence) => sequence ?? 0));
}
