import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/*
 * For programs that want to be told a number. What is free when asked for "any" is given to the next one
 * who asks for "any" too, a listener or a connection going out, as soon as it is let go; tests run beside
 * each other and stop and start their programs. So these come from below what Linux (32768), macOS and
 * Windows (49152) give away by themselves, and from above the ports that browsers refuse.
 */
const lowest = 20_000;
const highest = 32_767;

/** A port that nobody listens at on any address of this machine. Throws when there is none. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    const port = randomInt(lowest, highest + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`There is no free port from ${lowest} to ${highest}.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
