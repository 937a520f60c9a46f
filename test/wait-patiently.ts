import { inject, vi } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    readonly patience: number;
  }
}

// Set up before every test file: a second, as Vitest has it and lets nobody set, is too little on a busy machine.
const { waitFor, waitUntil } = vi;
vi.waitFor = (callback, options) => waitFor(callback, patient(options));
vi.waitUntil = (callback, options) => waitUntil(callback, patient(options));

function patient(options: Parameters<typeof waitFor>[1]) {
  return typeof options === 'number' ? options : { timeout: inject('patience'), ...options };
}
