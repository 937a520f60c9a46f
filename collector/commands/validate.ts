import { type FeedFileKind, feedFiles } from '@nalssi/schemas';
import { readJson } from './read-document.ts';

type Print = (text: string) => void;

/**
 * `nalssi validate FILE or URL`: a feed file against the schema that it names. Prints each fault with
 * its JSON path. Returns the exit code: 0 when it is valid, else 1. Throws DocumentError.
 */
export async function validate(target: string, print: Print): Promise<number> {
  const document = await readJson(target);
  const kind = kindOf(document);
  if (kind === null) {
    const known = Object.keys(feedFiles).join(', ');
    print(`${target} names no schema of the feed in its $schema (${known}).\n`);
    return 1;
  }
  const result = feedFiles[kind].safeParse(document);
  if (result.success) {
    print(`${target} is a valid ${kind} file.\n`);
    return 0;
  }
  const { issues } = result.error;
  print(`${target} is not a valid ${kind} file (${issues.length} faults):\n`);
  for (const { path, message } of issues.slice(0, 50)) print(`  ${pathOf(path)}: ${message}\n`);
  if (issues.length > 50) print(`  and ${issues.length - 50} more\n`);
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
