import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** The formatter of the repository pads the cells of a table. */
const plain = (text: string) =>
  text
    .replace(/ +/g, ' ')
    .replace(/-{3,}/g, '---')
    .replace(/\| ?---/g, '|---')
    .replace(/--- ?\|/g, '---|');

/**
 * A table of a readme, by its path in the repository, between comments of its name, made row by row. With `NALSSI_WRITE_TABLES` it is
 * written when it is looked for.
 */
export function readmeTable(
  name: string,
  head: readonly string[],
  file = 'collector/quality/README.md',
) {
  const readme = join(root, file);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [line(head), `|${'---|'.repeat(head.length)}`];
  return {
    add: (cells: readonly string[]) => void lines.push(line(cells)),
    isInReadme: () => {
      const table = lines.join('\n');
      const text = readFileSync(readme, 'utf8');
      const [start, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
      const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
      if (process.env['NALSSI_WRITE_TABLES'])
        writeFileSync(readme, text.slice(0, from) + table + text.slice(to));
      return plain(readFileSync(readme, 'utf8')).includes(plain(table));
    },
  };
}
