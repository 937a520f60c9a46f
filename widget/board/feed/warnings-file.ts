import { type Envelope, envelopeOf } from './envelope.ts';

/** `warnings.json`, of which its envelope was checked: the overview reads what it says. */
export interface WarningsContent extends Envelope {
  readonly file: unknown;
}

/** What a parsed `warnings.json` says of itself. Throws a TypeError for what is none. */
export function readWarningsFile(file: unknown): WarningsContent {
  return { ...envelopeOf(file), file };
}
