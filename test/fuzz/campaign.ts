import type { SourceId } from '@nalssi/collector';
import fc from 'fast-check';
import { arbitraryInput, type FuzzInput } from './arbitrary-input.ts';
import { applyChanges } from './change.ts';
import { examine } from './examine.ts';
import { type Scene, scenesOf } from './scenes.ts';
import { threadTime } from './thread-time.ts';

/** A number of inputs for one source, which are the same each time for the same seed. */
export interface Round {
  readonly source: SourceId;
  readonly seed: number;
  readonly inputs: number;
  /** ms of CPU that one input may take; absent where time does not count. */
  readonly deadline?: number;
}

export interface RoundResult {
  readonly source: SourceId;
  readonly inputs: number;
  /** How many inputs had which outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** How many times all files of the feed were built and checked. */
  readonly files: number;
  /** ms of CPU. */
  readonly slowest: number;
  readonly failure: RoundFailure | null;
}

interface RoundFailure {
  readonly message: string;
  /** The input, as small as it could be made. */
  readonly bytes: Uint8Array;
  /** What was done to which answer. */
  readonly input: string;
}

/** What inputs of a source are made from, and how. Made once: that takes a while. */
interface Material {
  readonly scenes: readonly Scene[];
  readonly inputs: fc.Arbitrary<FuzzInput>;
}

const materials = new Map<SourceId, Material>();

function materialOf(id: SourceId): Material {
  const known = materials.get(id);
  if (known !== undefined) return known;
  const scenes = scenesOf(id);
  const material = { scenes, inputs: arbitraryInput(scenes.length) };
  materials.set(id, material);
  return material;
}

/** Kinds of answers whose files were checked already, for each source. */
const kindsSeen = new Set<string>();

/** Every so many inputs the files are built and checked whatever came of them. */
const filesEvery = 20;

/** `begin` hears of each input before it is tried. */
export function runRound(round: Round, begin: () => void = () => undefined): RoundResult {
  const { source, seed, inputs, deadline } = round;
  const { scenes: all, inputs: arbitrary } = materialOf(source);
  const outcomes: Record<string, number> = {};
  let tried = 0;
  let files = 0;
  let slowest = 0;
  let hasFailed = false;

  const tryInput = (input: FuzzInput) => {
    begin();
    tried += 1;
    const [scene, bytes] = inputOf(all, input);
    const start = threadTime();
    const { outcome } = examine(source, scene, bytes, {
      ...(deadline !== undefined && { deadline }),
      wantsFiles({ kind }) {
        const isNew = !kindsSeen.has(`${source} ${kind}`);
        kindsSeen.add(`${source} ${kind}`);
        // While a failing input is made smaller, nothing may depend on what was seen before.
        const wanted = hasFailed || isNew || tried % filesEvery === 0;
        if (wanted) files += 1;
        return wanted;
      },
    });
    slowest = Math.max(slowest, threadTime() - start);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  };
  const property = fc.property(arbitrary, (input) => {
    try {
      tryInput(input);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  });
  const details = fc.check(property, { seed, numRuns: inputs });
  const failed = details.counterexample?.[0];
  return {
    source,
    inputs: details.numRuns,
    outcomes,
    files,
    slowest,
    failure:
      failed === undefined
        ? null
        : {
            message: explain(details.errorInstance),
            bytes: inputOf(all, failed)[1],
            input: JSON.stringify({ ...failed, scene: all[failed.scene]?.name }, null, 1),
          },
  };
}

/** The bytes of the input of a round with this number, from 0: for one that never came back. */
export function inputOfRound({ source, seed }: Round, number: number): Uint8Array | null {
  const { scenes: all, inputs } = materialOf(source);
  const input = fc.sample(inputs, { seed, numRuns: number + 1 }).at(-1);
  return input === undefined ? null : inputOf(all, input)[1];
}

/** Tries one input at every time that scenes of the source have. Throws Violation. */
export function replay(source: SourceId, bytes: Uint8Array): string[] {
  const requests = new Map(
    materialOf(source).scenes.map((scene) => [
      `${scene.now} ${scene.request.path} ${scene.request.about}`,
      scene,
    ]),
  );
  return [...requests.values()].map((scene) => {
    const start = threadTime();
    const { outcome } = examine(source, scene, bytes, { wantsFiles: () => true });
    const took = Math.round(threadTime() - start);
    return `${new Date(scene.now).toISOString()} ${outcome}, ${took} ms`;
  });
}

function inputOf(all: readonly Scene[], { scene, changes }: FuzzInput): [Scene, Uint8Array] {
  const chosen = all[scene];
  if (chosen === undefined) throw new Error(`there is no scene ${scene}`);
  const others = all.map(({ bytes }) => bytes);
  return [chosen, applyChanges(chosen.bytes, changes, others)];
}

/** An error with all that caused it. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause === undefined ? `${error.message}` : `${error.message}\n${inspectCause(cause)}`;
}

function inspectCause(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
