import { createRequire } from 'node:module';
import type handling from 'ioredis/built/DataHandler.js';

// Not imported: what stands for its default differs between Node and what runs the tests.
const { default: DataHandler }: typeof handling = createRequire(import.meta.url)(
  'ioredis/built/DataHandler.js',
);

/** Where the library has each answer handled. */
const hook = 'dispatch';

/** Of the library: what it does with bytes that are none of Redis's protocol. It breaks the connection. */
interface Handler {
  returnFatalError(error: unknown): void;
}

/**
 * Has an answer that the library stumbles over break its connection, as what is none of Redis's protocol does. By
 * itself it throws such an error anew where nobody can catch it, and the process ends: seven bytes that nobody asked
 * for (`>1`, `_`) are enough.
 */
export function surviveReplies(): void {
  Reflect.set(DataHandler.prototype, hook, function (this: Handler, handle: () => void) {
    try {
      handle();
    } catch (error) {
      this.returnFatalError(error);
    }
  });
}
