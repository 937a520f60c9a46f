import { expect, test } from 'vitest';
import { partAround, partsOf, withProbes } from './probes.ts';

const file = 'file.ts';

test.each([
  [
    'a statement of a block',
    'function f() { a(); b(); }',
    'function f() { P(15); a(); P(20); b(); }',
  ],
  [
    'a branch without a block',
    'if (a) b(); else c();',
    'if (a) { P(7); b(); } else { P(17); c(); }',
  ],
  ['what an arrow function returns', 'const f = () => a;', 'const f = () => (P(16), a);'],
  ['both ends of a condition', 'a ? b : c;', 'a ? (P(4), b) : (P(8), c);'],
  ['what is asked second', 'a && b;', 'a && (P(5), b);'],
  ['a case', 'switch (a) { case 1: b(); }', 'switch (a) { case 1: P(21); b(); }'],
  ['parts in parts', '() => (a ? b : c);', '() => (P(6), (a ? (P(11), b) : (P(15), c)));'],
])('a probe stands before %s', (_, text, probed) => {
  expect(withProbes(file, text, 'P').replaceAll(/'file\.ts:(\d+)'/g, '$1')).toBe(probed);
});

test('a text with probes means what it meant', () => {
  const text =
    'const f = (a) => { if (a > 1) return a * 2; else return a || 7; }; [f(0), f(1), f(2)];';
  const run = (text: string) => new Function('P', `return eval(${JSON.stringify(text)})`);

  expect(run(withProbes(file, text, 'P'))(() => undefined)).toEqual(run(text)(undefined));
});

test('a place is in the smallest part around it, and in none where it runs as the file loads', () => {
  const text = 'const a = 1; function f() { return a ? b : c; }';
  const at = (found: string) => {
    const part = partAround(partsOf(file, text), text.indexOf(found));
    return part && text.slice(part.start, part.end);
  };

  expect(at('b :')).toBe('b');
  expect(at('?')).toBe('return a ? b : c;');
  expect(at('1')).toBeNull();
});
