/** Exit code of a command that `signal` ended: 128 and the number of the signal, as shells have it. */
export function interruptedCode(signal: AbortSignal): number {
  return signal.reason === 'SIGTERM' ? 143 : 130;
}
