import type { Redis } from 'ioredis';

/** How the library hears what came of a command. */
export type Hear = (error: unknown, answer?: unknown) => void;

type Ask = (this: Redis, ...words: readonly unknown[]) => Promise<unknown>;

/** A command as the library has it, whatever is put in its place for `prototype`, which is that of its `Redis`. */
export function commandOfLibrary(prototype: Redis, name: string): Ask {
  return Reflect.get(Object.getPrototypeOf(prototype), name);
}

/** As `hear`, but an answer that is not what `isUsual` knows is an error that says `fault`. */
export function lookedAt(hear: Hear, isUsual: (answer: unknown) => boolean, fault: string): Hear {
  return (error, answer) => {
    if (error || isUsual(answer)) hear(error, answer);
    else hear(new Error(fault));
  };
}
