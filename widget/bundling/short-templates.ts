import type { Plugin } from 'vite';

/**
 * Lit's templates without the white space that lays them out in the source: a run of it with a line's
 * end is nothing between elements and values, and one space within a tag. No minifier touches it.
 */
export const shortTemplates: Plugin = {
  name: 'short-templates',
  enforce: 'pre',
  transform(code, id) {
    if (id.includes('/node_modules/') || !/\b(?:html|svg)`/.test(code)) return null;
    return code.replace(/\s*\n\s*/g, (space, at: number) => {
      const before = templateBefore(code.slice(0, at).trimEnd());
      return before === null ? space : shortened(before, code.slice(at).trimStart());
    });
  },
};

/** What of the template in which the text ends stands before that, without its values; `null` outside of one. */
function templateBefore(code: string): string | null {
  const around: { readonly isTemplate: boolean; text: string }[] = [];
  let end = 0;
  for (const { 0: token, index } of code.matchAll(/`|\$\{|[{}]|$/g)) {
    const inside = around.at(-1);
    if (inside?.isTemplate) inside.text += code.slice(end, index);
    end = index + token.length;
    const [begin, close] = inside?.isTemplate ? ['${', '`'] : ['{', '}'];
    if (inside && token === close) around.pop();
    else if (token === '`' || (inside && token === begin)) {
      around.push({ isTemplate: token === '`', text: '' });
    }
  }
  const inside = around.at(-1);
  return inside?.isTemplate ? inside.text : null;
}

function shortened(before: string, after: string): string {
  // What follows the last < of a tag that is not closed is a list of attributes.
  const isTag = before.lastIndexOf('<') > before.lastIndexOf('>');
  return isTag && !after.startsWith('>') && !after.startsWith('/>') ? ' ' : '';
}
