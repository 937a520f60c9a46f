import { html as litHtml, svg as litSvg, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

/** Strings of a template, and which of the values after them stand between elements. */
type Written = readonly [strings: TemplateStringsArray, isText: readonly boolean[]];

const written = new WeakMap<TemplateStringsArray, Written>();

function writtenOf(strings: TemplateStringsArray): Written {
  let before = '';
  const isText = strings.map((string) => {
    before += string;
    return !/<[^>]*$/.test(before);
  });
  const closed = strings.map((string, index) => (isText[index - 1] ? `<!---->${string}` : string));
  return [Object.assign(closed, { raw: closed }), isText];
}

/**
 * Translators put elements around texts. Lit would then write into a text that is no longer there,
 * and take the next one, where a value ends, for that end. So each text is made anew when it is
 * another one, and ends at a comment, which translators leave alone.
 */
function lasting<Tag extends typeof litHtml | typeof litSvg>(tag: Tag): Tag {
  return ((strings: TemplateStringsArray, ...values: readonly unknown[]): TemplateResult => {
    const held = written.get(strings) ?? writtenOf(strings);
    written.set(strings, held);
    const [closed, isText] = held;
    return tag(
      closed,
      ...values.map((value, index) =>
        isText[index] && Object(value) !== value ? keyed(value, value) : value,
      ),
    );
  }) as Tag;
}

/** Lit's, for texts that go on changing under a translator. */
export const html = lasting(litHtml);
export const svg = lasting(litSvg);
