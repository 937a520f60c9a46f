import type { Redis, SentinelIterator } from 'ioredis';
import { commandOfLibrary, type Hear, lookedAt } from './looked-at.ts';

/** It has 6 kB, and with many databases and modules some 20. */
const mostOfInfo = 256 * 1024;

/** While it loads: when to ask again. What is no number of seconds is asked for without a pause. */
const strangePause = /^loading_eta_seconds:(?!\d{1,9}\r?$)/m;

/** Three to five watch over a master. */
const mostSentinels = 100;

/** It tells some thirty of each of them. */
const mostWords = 200;

const longestWord = 1_000;

/** What has the commands of the library, and what keeps the Sentinels that it knows of. */
interface Library {
  readonly Redis: { readonly prototype: Redis };
  readonly SentinelIterator: { readonly prototype: SentinelIterator };
}

/**
 * Has the library look at what a server says of itself, and a Sentinel of others, before it goes by it. By itself it
 * divides what `INFO` answers at each colon: 47 MB of them took 1.4 GB and more than 25 s; a null ended the process where
 * Sentinels had named that master. Each Sentinel that one tells of is held against all that are known: 120,000 of them
 * stopped the process for minutes.
 */
export function checkServers(commands: Library): void {
  const { prototype } = commands.Redis;
  const info = commandOfLibrary(prototype, 'info');
  const sentinel = commandOfLibrary(prototype, 'sentinel');

  Reflect.set(prototype, 'info', function (this: Redis, hear: Hear) {
    const look = lookedAt(hear, isAboutItself, 'it tells of itself as no Redis does');
    return info.call(this, (error: unknown, answer: unknown) => {
      // A user who may not ask it is let be, but with a word on the terminal, in the words of the server.
      const isRefused = error instanceof Error && error.message.includes('NOPERM');
      if (isRefused) hear(null, '');
      else look(error, answer);
    });
  });

  Reflect.set(
    prototype,
    'sentinel',
    async function (this: Redis, ...words: readonly unknown[]): Promise<unknown> {
      const answer = await sentinel.apply(this, [...words]);
      if (isOfSentinel(answer)) return answer;
      throw new Error('it tells of masters and Sentinels as no Sentinel does');
    },
  );

  boundSentinels(commands.SentinelIterator.prototype);
}

/** One answer after another may tell of a hundred more. */
function boundSentinels(prototype: SentinelIterator): void {
  const { add } = prototype;
  Reflect.set(
    prototype,
    'add',
    function (this: SentinelIterator, ...one: Parameters<typeof add>): boolean {
      const known: unknown = Reflect.get(this, 'sentinels');
      if (Array.isArray(known) && known.length >= mostSentinels) return false;
      return add.apply(this, one);
    },
  );
}

/** Whether it is what `INFO` and `CLUSTER INFO` answer: lines of a name and a value. */
export function isAboutItself(answer: unknown): boolean {
  return typeof answer === 'string' && answer.length <= mostOfInfo && !strangePause.test(answer);
}

/** Whether it is an address, or a list of what there is, or nothing where the name is not known. */
function isOfSentinel(answer: unknown): boolean {
  if (answer === null) return true;
  return Array.isArray(answer) && answer.length <= mostSentinels && answer.every(isWordOrWords);
}

function isWordOrWords(said: unknown): boolean {
  if (!Array.isArray(said)) return isWord(said);
  return said.length <= mostWords && said.every(isWord);
}

function isWord(said: unknown): boolean {
  return typeof said === 'string' && said.length <= longestWord;
}
