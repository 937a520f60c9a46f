// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources of templates, as text.
import { expect, test } from 'vitest';
import { shortTemplates } from '../../../widget/bundling/short-templates.ts';

/** What the build makes of a source. */
function shortened(source: string): string {
  const { transform } = shortTemplates;
  if (typeof transform !== 'function') throw new TypeError('the plugin has no transform');
  const made: unknown = Reflect.apply(transform, undefined, [source, 'view.ts']);
  return typeof made === 'string' ? made : source;
}

test('between elements and values nothing is left of the lines of the source', () => {
  expect(shortened('html`<p>\n  ${one}\n  <b></b>\n</p>`')).toBe('html`<p>${one}<b></b></p>`');
});

test('attributes on lines of their own stay apart', () => {
  expect(shortened('html`<p\n  id="one"\n  class="two"\n></p>`')).toBe(
    'html`<p id="one" class="two"></p>`',
  );
});

test.each(['a > b', '() => a', 'a < b'])(
  'attributes stay apart also after a value that says %s',
  (value) => {
    expect(shortened(`html\`<p id=\${${value}}\n  class="two"></p>\``)).toBe(
      `html\`<p id=\${${value}} class="two"></p>\``,
    );
  },
);

test('a value that says < opens no tag', () => {
  expect(shortened('html`<p>${a < b ? c : d}\n  ${e}</p>`')).toBe(
    'html`<p>${a < b ? c : d}${e}</p>`',
  );
});

test('the code of values and around templates keeps its lines', () => {
  const source = 'const a = {\n  b: html`<p>${c.map((d) => {\n  return d;\n})}</p>`,\n};';

  expect(shortened(source)).toBe(source);
});
