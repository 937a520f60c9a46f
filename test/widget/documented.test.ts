import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NalssiTicker } from '../../widget/index.ts';

const read = (path: string) =>
  readFileSync(new URL(`../../widget/${path}`, import.meta.url), 'utf8');
const readme = read('README.md');
const source = read('ticker/nalssi-ticker.ts');
const jsx = read('jsx.d.ts');

const tagged = (tag: RegExp) => [...source.matchAll(tag)].map(([, name]) => name ?? '');

describe.each(NalssiTicker.observedAttributes)('the attribute %s', (name) => {
  test('is in the README and in the types for JSX', () => {
    expect(readme).toContain(`| \`${name}\``);
    expect(jsx).toContain(`'${name}'`);
  });
});

test.each(tagged(/@fires \{\w+\} (\S+)/g))('the event %s is in the README', (name) => {
  expect(readme).toContain(`| \`${name}\``);
});

test.each(tagged(/@csspart (\S+)/g))('the part %s is in the README', (name) => {
  expect(readme.slice(readme.indexOf('Parts:'))).toContain(`\`${name}\``);
});

test.each(tagged(/@cssproperty \[(--[\w-]+)/g))('the property %s is in the README', (name) => {
  expect(readme).toContain(`\`${name}\``);
});
