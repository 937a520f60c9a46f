import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

/** A regular expression of the program, as it stands there. */
export interface FoundExpression {
  readonly pattern: string;
  readonly flags: string;
  /** Where it stands first. */
  readonly file: string;
}

/** An expression that is put together while the program runs, so that nobody can read it. */
export interface BuiltExpression {
  readonly file: string;
  /** The text of the call. */
  readonly call: string;
}

const root = join(import.meta.dirname, '../../..');

/** Every regular expression in the TypeScript of some folders, found in its syntax tree. */
export function findExpressions(folders: readonly string[]): {
  readonly written: readonly FoundExpression[];
  readonly built: readonly BuiltExpression[];
} {
  const written = new Map<string, FoundExpression>();
  const built: BuiltExpression[] = [];
  for (const file of globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: root },
  )) {
    if (file.includes('node_modules') || file.endsWith('.d.ts')) continue;
    const text = readFileSync(join(root, file), 'utf8');
    const { program, errors } = parseSync(file, text);
    if (errors.length > 0) throw new Error(`${file} cannot be parsed.`);
    visit(program, (node) => {
      const { type, regex, callee } = node;
      if (type === 'Literal' && isRecord(regex)) {
        const pattern = String(regex['pattern']);
        const flags = String(regex['flags']);
        const key = `/${pattern}/${flags}`;
        if (!written.has(key)) written.set(key, { pattern, flags, file });
      }
      const isCall = type === 'NewExpression' || type === 'CallExpression';
      if (isCall && isRecord(callee) && callee['name'] === 'RegExp') {
        built.push({ file, call: text.slice(Number(node['start']), Number(node['end'])) });
      }
    });
  }
  return { written: [...written.values()], built };
}

type Visited = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Visited {
  return typeof value === 'object' && value !== null;
}

function visit(node: unknown, look: (node: Visited) => void): void {
  if (!isRecord(node)) return;
  look(node);
  for (const child of Object.values(node)) visit(child, look);
}
