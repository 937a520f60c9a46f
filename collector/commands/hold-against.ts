import { z } from 'zod';

/** A fault of a file: where, and what is wrong there. */
type Fault = Pick<z.core.$ZodIssue, 'path' | 'message'>;

type Verdict<Shape> =
  | { readonly data: Shape }
  /** `isAll` is false where the search ended before the end of the file. */
  | { readonly faults: readonly Fault[]; readonly isAll: boolean };

/** With so many faults it is another file, and nobody reads more of them. */
const enough = 20;

/** KMA has about 700 stations. */
const mostMembers = 5_000;

/**
 * Holds what somebody else's server said against the schema of a feed file. Zod alone makes a fault
 * of every wrong member: of two megabytes of `{}` more than a gigabyte of them. So the rows are read
 * one by one, up to the first faults.
 */
export function holdAgainst<Shape>(schema: z.ZodType<Shape>, content: unknown): Verdict<Shape> {
  const crowd = crowdIn(content);
  if (crowd !== null) return { faults: [crowd], isAll: false };
  const faults: Fault[] = [];
  for (const [key, row, member] of rowsOf(schema, content)) {
    const issues = z.safeParse(row, member[1]).error?.issues ?? [];
    for (const { path, message } of issues) {
      faults.push({ path: [key, member[0], ...path], message });
      if (faults.length === enough) return { faults, isAll: false };
    }
  }
  const result = schema.safeParse(content);
  return result.success ? { data: result.data } : { faults: result.error.issues, isAll: true };
}

/** The members of each list that a file consists of, with the schema of a member. */
function* rowsOf(
  schema: z.ZodType,
  content: unknown,
): Generator<[key: string, row: z.core.$ZodType, member: readonly [number, unknown]]> {
  if (!(schema instanceof z.ZodObject) || typeof content !== 'object' || content === null) return;
  for (const [key, part] of Object.entries(schema.shape)) {
    const list = part instanceof z.ZodOptional ? part.unwrap() : part;
    const members: unknown = Reflect.get(content, key);
    if (!(list instanceof z.ZodArray) || !Array.isArray(members)) continue;
    for (const member of members.entries()) yield [key, list.element, member];
  }
}

/** The first list or object with more members than any of a feed has. */
function crowdIn(content: unknown): Fault | null {
  const open: { readonly path: readonly string[]; readonly value: unknown }[] = [
    { path: [], value: content },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value } = next;
    if (typeof value !== 'object' || value === null) continue;
    const count = Array.isArray(value) ? value.length : Object.keys(value).length;
    if (count > mostMembers) {
      return {
        path: [...path],
        message: `has ${count} members; no file of a feed has more than ${mostMembers} in one place`,
      };
    }
    // A path only of the first level: deeper ones would grow with the depth of a hostile file.
    for (const [key, inner] of Object.entries(value)) {
      open.push({ path: path.length === 0 ? [key] : path, value: inner });
    }
  }
  return null;
}
