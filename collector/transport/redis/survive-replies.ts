import { createRequire } from 'node:module';
import type handling from 'ioredis/built/DataHandler.js';
import type decoding from 'ioredis/built/resp/decoder.js';
import { BoundedReplies } from './bounded-replies.ts';

// Not imported: what stands for its default differs between Node and what runs the tests.
const require = createRequire(import.meta.url);
const { default: DataHandler }: typeof handling = require('ioredis/built/DataHandler.js');
const { Decoder }: typeof decoding = require('ioredis/built/resp/decoder.js');

/** Of the library: what has each answer handled, and what it does with bytes that are none of Redis's protocol. */
interface Handler {
  readonly redis: {
    recoverFromFatalError(command: unknown, error: unknown, options: { offlineQueue: false }): void;
  };
}

type Decode = (this: object, bytes: Buffer) => void;

const decode: Decode = Decoder.prototype.write;

/** Answers of all connections. Bytes are decoded at once, so a change meanwhile is of the one that is decoded. */
let answered = 0;

const bounds = new WeakMap<object, BoundedReplies>();

/**
 * Has an answer that the library stumbles over, or that is larger than any of ours, break its connection, as what is
 * none of Redis's protocol does. By itself it throws such an error anew where nobody can catch it, and the process ends:
 * seven bytes that nobody asked for (`>1`, `_`) are enough. Every connection is held to it, also those that the library
 * makes for itself, to ask Sentinels and a Cluster who there is.
 */
export function surviveReplies(): void {
  Reflect.set(
    DataHandler.prototype,
    'dispatch',
    function (this: Handler & { returnFatalError(error: unknown): void }, handle: () => void) {
      answered += 1;
      try {
        handle();
      } catch (error) {
        this.returnFatalError(error);
      }
    },
  );
  // By itself it asks to be reported.
  Reflect.set(DataHandler.prototype, 'returnFatalError', function (this: Handler, error: unknown) {
    this.redis.recoverFromFatalError(error, error, { offlineQueue: false });
  });
  Reflect.set(Decoder.prototype, 'write', function (this: object, bytes: Buffer) {
    const bound = bounds.get(this) ?? new BoundedReplies();
    bounds.set(this, bound);
    bound.take(bytes);
    const before = answered;
    decode.call(this, bytes);
    if (answered !== before) bound.beginAnew();
  });
}
