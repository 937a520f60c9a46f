import { parseWarnings, type Warnings } from '../../feed/warnings-client.ts';
import { type Envelope, envelopeOf } from './envelope.ts';

/** `warnings.json`, checked. */
export type WarningsContent = Envelope & Warnings;

/** What a parsed `warnings.json` says. Throws a TypeError for what is none. */
export function readWarningsFile(file: unknown): WarningsContent {
  const warnings = parseWarnings(file);
  if (warnings === null) throw new TypeError('not a list of warnings');
  return { ...envelopeOf(file), ...warnings };
}
