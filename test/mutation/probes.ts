import { parseSync, Visitor, type VisitorObject } from 'vite';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A part of a file that runs as a whole or not at all, but for what throws: offsets of its text. */
export interface Part extends Range {
  /** One of a block's statements, the only one of a branch, or an expression: a branch, or what an arrow function returns. */
  readonly kind: 'statement' | 'branch' | 'expression';
}

const around: Readonly<Record<Part['kind'], readonly [before: string, after: string]>> = {
  statement: ['', '; '],
  branch: ['{ ', '; '],
  expression: ['(', ', '],
};
const ends: Readonly<Record<Part['kind'], string>> = {
  statement: '',
  branch: ' }',
  expression: ')',
};

/** The statements and branches of a file, in the order of its text, the outer before the inner. What runs as it loads is none. */
export function partsOf(name: string, text: string): Part[] {
  const parts: Part[] = [];
  const add = ({ start, end }: Range, kind: Part['kind']) => parts.push({ start, end, kind });
  const statements = (body: readonly Range[]) => {
    for (const one of body) add(one, 'statement');
  };
  const branch = (node: (Range & { readonly type: string }) | null) => {
    if (node !== null && node.type !== 'BlockStatement') add(node, 'branch');
  };
  const handlers: VisitorObject = {};
  handlers.BlockStatement = ({ body }) => statements(body);
  handlers.StaticBlock = ({ body }) => statements(body);
  handlers.SwitchCase = ({ consequent }) => statements(consequent);
  handlers.ArrowFunctionExpression = ({ body }) => {
    if (body.type !== 'BlockStatement') add(body, 'expression');
  };
  handlers.IfStatement = ({ consequent, alternate }) => {
    branch(consequent);
    branch(alternate);
  };
  handlers.ConditionalExpression = ({ consequent, alternate }) => {
    add(consequent, 'expression');
    add(alternate, 'expression');
  };
  handlers.LogicalExpression = ({ right }) => add(right, 'expression');
  new Visitor(handlers).visit(parseSync(name, text).program);
  return parts.sort((one, other) => one.start - other.start || other.end - one.end);
}

/** The smallest part around a place, or `null` where it runs as the file loads. */
export function partAround(parts: readonly Part[], place: number): Part | null {
  return parts.findLast(({ start, end }) => start <= place && place < end) ?? null;
}

/** The text, with a call of `probe` with the file and where the part begins, before each part. */
export function withProbes(name: string, text: string, probe: string): string {
  const inserted: { readonly at: number; readonly text: string; readonly order: number }[] = [];
  const insert = (at: number, text: string, order: number) => inserted.push({ at, text, order });
  for (const [index, { start, end, kind }] of partsOf(name, text).entries()) {
    const [before, after] = around[kind];
    insert(start, `${before}${probe}('${name}:${start}')${after}`, index);
    insert(end, ends[kind], -1 - index);
  }
  // Where one ends and another begins, the one that ends comes first.
  inserted.sort((one, other) => one.at - other.at || one.order - other.order);
  let probed = '';
  let from = 0;
  for (const { at, text: part } of inserted) {
    probed += text.slice(from, at) + part;
    from = at;
  }
  return probed + text.slice(from);
}
