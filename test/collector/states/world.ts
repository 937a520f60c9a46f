import { faketimeLibrary } from '../deploy/tools.ts';

/** In the hour after the recorded one, so that there is one before it, and far from midnight. */
const morning = Date.parse('2024-11-24T08:10:00+09:00');

export const minute = 60_000;

/** Throws where the Debian package is missing. */
function library(): string {
  const path = faketimeLibrary();
  if (path === undefined) throw new Error('faketime is not installed: apt-get install faketime');
  return path;
}

/**
 * A morning in November 2024 in which processes and upstreams live, so that a test is the same at
 * any hour of any day: their wall clocks are moved, and their monotonic ones run as everyone's.
 */
export class World {
  /** ms from the clock of the machine to that of the world. */
  #offset: number;

  /** Minutes from the morning in which it begins. */
  constructor(from = 0) {
    this.#offset = morning + from * minute - Date.now();
  }

  now(): number {
    return Date.now() + this.#offset;
  }

  /** The world is so many minutes later: a machine that slept. */
  advance(minutes: number): void {
    this.#offset += minutes * minute;
  }

  /** RFC 3339, Korean time: the full hour that KMA has, so many hours ago. */
  hour(ago = 0): string {
    const korean = new Date(this.now() + 9 * 60 * minute - ago * 60 * minute);
    return `${korean.toISOString().slice(0, 13)}:00:00+09:00`;
  }

  /**
   * For a process whose clock is so many minutes ahead of the world's; `file`: what it is set by,
   * again and again, in the place of that.
   */
  variables(ahead = 0, file: string | null = null): Record<string, string> {
    return {
      LD_PRELOAD: library(),
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      ...(file === null
        ? { FAKETIME: this.faketime(ahead) }
        : { FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' }),
    };
  }

  /** How libfaketime wants it: seconds from the clock of the machine. */
  faketime(ahead = 0): string {
    return ((this.#offset + ahead * minute) / 1_000).toFixed(3).replace(/^(?=\d)/, '+');
  }

  /** Of the clock of the machine. */
  get minutesAhead(): number {
    return this.#offset / minute;
  }

  /** ms from the world to the machine: what a metric of the world is to be moved by. */
  get toMachine(): number {
    return -this.#offset;
  }
}
