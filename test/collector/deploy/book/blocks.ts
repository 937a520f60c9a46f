import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const book = join(import.meta.dirname, '../../../../collector/deploy/README.md');

/** A block of commands of the book on running it. */
export interface Block {
  /** The heading that it stands under, and which of the blocks there it is. */
  readonly name: string;
  /** What follows the language: who runs it. */
  readonly by: string;
  readonly commands: string;
  /** What the book says is seen, a line at a time; `…` stands for anything. */
  readonly shows: readonly string[];
}

/** The blocks of commands in their order, each with what the block of text right after it shows. */
export function blocksOfBook(): readonly Block[] {
  const blocks: Block[] = [];
  let heading = '';
  const pattern = /^## (?<heading>.*)$|^```(?<language>\w+) ?(?<by>\w*)\n(?<text>[\s\S]*?)^```$/gm;
  let end = 0;
  for (const match of readFileSync(book, 'utf8').matchAll(pattern)) {
    const { heading: title, language, by = '', text = '' } = match.groups ?? {};
    if (title !== undefined) heading = title;
    const isNext = match.input.slice(end, match.index).trim() === '';
    const before = blocks.at(-1);
    if (language === 'text' && isNext && before !== undefined) {
      blocks[blocks.length - 1] = { ...before, shows: text.trimEnd().split('\n') };
    }
    if (language === 'sh') {
      const count = blocks.filter(({ name }) => name.startsWith(`${heading}, `)).length;
      blocks.push({ name: `${heading}, ${count + 1}`, by, commands: text, shows: [] });
    }
    end = match.index + match[0].length;
  }
  return blocks;
}

/** The first line that the book shows and the output does not have at its place, or `undefined`. */
export function missingLine(shows: readonly string[], output: string): string | undefined {
  const lines = output.split('\n');
  let at = 0;
  return shows.find((shown) => {
    const pattern = new RegExp(`^${shown.split('…').map(escaped).join('.*')}$`);
    const found = lines.findIndex((line, index) => index >= at && pattern.test(line.trimEnd()));
    at = found + 1;
    return found === -1;
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
