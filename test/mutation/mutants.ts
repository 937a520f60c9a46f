import { parseSync, Visitor, type VisitorObject } from 'vite';

/** One small change of a file: `start` to `end` of its text become `instead`. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly instead: string;
}

const operators: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&',
};

/** Others have none: a map, as an object has a `toString` of its own. */
const methods: ReadonlyMap<string, string> = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    min: 'max',
    max: 'min',
    floor: 'ceil',
    ceil: 'floor',
    find: 'findLast',
    findLast: 'find',
    push: 'unshift',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
  }),
);

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The small changes of a TypeScript file that a test of its behaviour should see: another operator, a
 * condition the other way, a number that is one more, a statement that is gone. Types are left alone.
 */
export function mutantsOf(name: string, text: string): Mutant[] {
  const mutants: (Mutant & { readonly at: number })[] = [];
  const types: Range[] = [];
  const add = ({ start, end }: Range, instead: string, at = start) =>
    mutants.push({ start, end, instead, at });
  const of = ({ start, end }: Range) => text.slice(start, end);
  const turned = (node: Range) => add(node, `!(${of(node)})`);
  const operator = (left: Range, right: Range, sign: string) => {
    const other = operators[sign];
    const at = text.indexOf(sign, left.end);
    if (other === undefined || at === -1 || at >= right.start) return;
    add({ start: at, end: at + sign.length }, other);
  };
  const condition = ({ test }: { test: Range }) => turned(test);
  const type = (node: Range) => types.push(node);
  const handlers: VisitorObject = {};
  handlers.BinaryExpression = ({ left, right, operator: sign }) => operator(left, right, sign);
  /** What is first of two `??` in a row: without brackets no other sign may stand beside one. */
  const first = new Set<unknown>();
  handlers.LogicalExpression = (node) => {
    const { left, right, operator: sign } = node;
    const isSecond = sign === '??' && left.type === 'LogicalExpression' && left.operator === '??';
    if (isSecond) first.add(left);
    const other = operators[sign];
    if (other === undefined || !(isSecond || first.has(node))) operator(left, right, sign);
    else add(node, `((${of(left)}) ${other} (${of(right)}))`, text.indexOf(sign, left.end));
  };
  handlers.IfStatement = condition;
  handlers.ConditionalExpression = condition;
  handlers.Literal = (node) => {
    if (typeof node.value === 'number') add(node, String(node.value + 1));
    if (typeof node.value === 'boolean') add(node, String(!node.value));
  };
  handlers.UnaryExpression = (node) => {
    if (node.operator === '!') add(node, `(${of(node.argument)})`);
    if (node.operator === '-') add(node, `+${of(node.argument)}`);
  };
  handlers.ExpressionStatement = (node) => {
    if (/^(Call|Assignment|Await|Update)Expression$/.test(node.expression.type)) add(node, ';');
  };
  handlers.MemberExpression = ({ property }) => {
    const other = property.type === 'Identifier' ? methods.get(property.name) : undefined;
    if (other !== undefined) add(property, other);
  };
  handlers.TSLiteralType = type;
  const { program } = parseSync(name, text);
  new Visitor(handlers).visit(program);
  const isType = ({ start }: Mutant) => types.some((one) => one.start <= start && start < one.end);
  return mutants
    .filter((mutant) => !isType(mutant))
    .sort((one, other) => one.at - other.at)
    .map(({ start, end, instead }) => ({ start, end, instead }));
}

/** The text with the change in it. */
export function mutated(text: string, { start, end, instead }: Mutant): string {
  return text.slice(0, start) + instead + text.slice(end);
}

/** Numbers from 0 up to 1 that look random and are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
