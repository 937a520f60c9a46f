/** Path of a file that has changed, and its value; an empty one where it is gone. */
export type Change = readonly [path: string, value: Buffer];

/** Before each path and its value stand their lengths. */
const headBytes = 2 + 4;

/** The feed of 740 stations has 1,000 files. */
const mostChanges = 10_000;

/**
 * Changes as one value. Redis 7 takes 5 ms to tell a hundred servers of the 100 kB of new weather in one value, and 60
 * to 100 in many, while it hears nobody. Paths have up to 64 kB.
 */
export function packChanges(changes: readonly Change[]): Buffer {
  return Buffer.concat(
    changes.flatMap(([path, value]) => {
      const name = Buffer.from(path);
      const head = Buffer.alloc(headBytes);
      head.writeUInt16BE(name.length, 0);
      head.writeUInt32BE(value.length, 2);
      return [head, name, value];
    }),
  );
}

/**
 * The values are parts of `bytes`, all of which each of them keeps. Throws where these bytes are not of `packChanges`, or
 * say more than any edition of ours.
 */
export function unpackChanges(bytes: Buffer): Change[] {
  const changes: Change[] = [];
  let at = 0;
  while (at < bytes.length) {
    const pathAt = at + headBytes;
    if (pathAt > bytes.length) throw new Error('what has changed is damaged');
    const valueAt = pathAt + bytes.readUInt16BE(at);
    const end = valueAt + bytes.readUInt32BE(at + 2);
    if (end > bytes.length) throw new Error('what has changed is damaged');
    if (changes.length === mostChanges) throw new Error(`more than ${mostChanges} files changed`);
    const path = bytes.toString('utf8', pathAt, valueAt);
    changes.push([path, bytes.subarray(valueAt, end)]);
    at = end;
  }
  return changes;
}
