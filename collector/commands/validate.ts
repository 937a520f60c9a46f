import { type FeedFileKind, feedFiles } from '@nalssi/schemas';
import { visible } from '../telemetry/visible.ts';
import type { Command } from './command.ts';
import { holdAgainst } from './hold-against.ts';
import { nameOf, readJson } from './read-document.ts';

type Print = (text: string) => void;

export const validate: Command = {
  name: 'validate',
  summary: 'holds a feed file against its schema, and prints faults with their JSON paths',
  operand: {
    name: 'FILE',
    required: true,
    place: 'here-or-web',
    does: 'path or URL of a file of the feed',
  },
  details: 'The exit code is 1 when there are faults, 3 when the file cannot be reached or read.',
  run: ({ operands: [target = ''], print, signal }) => validateFile(target, print, signal),
};

/** Returns 0 when the file is valid, else 1. Throws DocumentError. */
async function validateFile(target: string, print: Print, signal: AbortSignal): Promise<number> {
  const { content: document } = await readJson(target, signal);
  const name = visible(nameOf(target));
  const kind = kindOf(document);
  if (kind === null) {
    const known = Object.keys(feedFiles).join(', ');
    print(`${name} names no schema of the feed in its $schema (${known}).\n`);
    return 1;
  }
  const verdict = holdAgainst<unknown>(feedFiles[kind], document);
  if ('data' in verdict) {
    print(`${name} is a valid ${kind} file.\n`);
    return 0;
  }
  const { faults, isAll } = verdict;
  const count = isAll ? `${faults.length} faults` : 'the first faults; there may be more';
  print(`${name} is not a valid ${kind} file (${count}):\n`);
  for (const { path, message } of faults.slice(0, 50)) {
    print(`  ${visible(`${pathOf(path)}: ${message}`)}\n`);
  }
  if (faults.length > 50) print(`  and ${faults.length - 50} more\n`);
  return 1;
}

/** `/v1/schema/1.0/ticker.schema.json` is `ticker`. */
function kindOf(document: unknown): FeedFileKind | null {
  if (typeof document !== 'object' || document === null || !('$schema' in document)) return null;
  const file = String(document.$schema).split('/').at(-1) ?? '';
  const name = /^([\w-]+)\.schema\.json$/.exec(file)?.[1];
  return name !== undefined && Object.hasOwn(feedFiles, name) ? (name as FeedFileKind) : null;
}

/** `$.observations[3].temperature`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`),
    '$',
  );
}
