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
      const before = code.slice(0, at).trimEnd();
      return isInTemplate(before) ? shortened(before, code.slice(at).trimStart()) : space;
    });
  },
};

/** Whether the text ends within a template itself, and not in one of its values. */
function isInTemplate(before: string): boolean {
  let depth: ('template' | 'value')[] = [];
  for (const [token] of before.matchAll(/`|\$\{|[{}]/g)) {
    const inside = depth.at(-1);
    if (token === '`') depth = inside === 'template' ? depth.slice(0, -1) : [...depth, 'template'];
    else if (token === '${' && inside === 'template') depth.push('value');
    else if (token === '{' && inside === 'value') depth.push('value');
    else if (token === '}' && inside === 'value') depth.pop();
  }
  return depth.at(-1) === 'template';
}

function shortened(before: string, after: string): string {
  // What follows the last < of a tag that is not closed is a list of attributes.
  const isTag = before.lastIndexOf('<') > before.lastIndexOf('>');
  return isTag && !after.startsWith('>') && !after.startsWith('/>') ? ' ' : '';
}
