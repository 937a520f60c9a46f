import { closeSync, openSync, writeSync } from 'node:fs';

/** Fills the file system of `file` to the last byte. */
export function fillDisk(file: string): void {
  const filling = openSync(file, 'w');
  try {
    for (let size = 1 << 20; size >= 1; size >>= 1) fillWith(filling, Buffer.alloc(size));
  } finally {
    closeSync(filling);
  }
}

function fillWith(file: number, bytes: Buffer): void {
  try {
    for (;;) writeSync(file, bytes);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
