/** A cell of a text in any of the upstreams' forms: `whole` with what parts it from the others. */
export interface FoundCell {
  readonly whole: readonly [start: number, end: number];
  readonly inner: readonly [start: number, end: number];
}

/** How rows look, and the cells in them; the last group of `cell` is what a cell holds. */
interface Layout {
  readonly row: RegExp;
  readonly cell: RegExp;
}

/** Of the texts that upstreams send; the first whose rows are found is the one. */
const layouts: readonly Layout[] = [
  { row: /<local\b[\s\S]*?<\/local>/g, cell: /\s[\w:]+="([^"]*)"/dg },
  { row: /^\d{12}\b.*$/gm, cell: /[\s,]*([^\s,=]+)/dg },
  { row: /^[A-Z]\d{7},.*$/gm, cell: /(?:^|,)\s*([^,=]*)/dg },
  { row: /<item>[\s\S]*?<\/item>/g, cell: /<\w+>([^<]*)<\/\w+>/dg },
  { row: /<tr\b[\s\S]*?<\/tr>/gi, cell: /<t[dh]\b[^>]*>([\s\S]*?)<\/t[dh]>/dgi },
  { row: /\{[^{}]*\}/g, cell: /"[^"]*":\s*("(?:[^"\\]|\\.)*"|[-\d.]+),?/dg },
];

/** The cells of each row of a text, from left to right; none where it has no rows. */
export function findRows(text: string): FoundCell[][] {
  for (const { row, cell } of layouts) {
    const rows = [...text.matchAll(row)];
    if (rows.length > 0) return rows.map((match) => cellsOf(match[0], match.index, cell));
  }
  return [];
}

function cellsOf(row: string, start: number, cell: RegExp): FoundCell[] {
  return [...row.matchAll(cell)].flatMap(({ indices }) => {
    const whole = indices?.[0];
    const inner = indices?.[1];
    if (whole === undefined || inner === undefined) return [];
    return [
      {
        whole: [start + whole[0], start + whole[1]] as const,
        inner: [start + inner[0], start + inner[1]] as const,
      },
    ];
  });
}
