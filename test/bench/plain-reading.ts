// What the collector's work is measured against: the same bytes, by nothing but what Node brings. It takes the
// same things of a machine, texts, numbers and objects made and thrown away, so it is slow when the collector is.

interface Row {
  readonly words: readonly string[];
  readonly numbers: readonly number[];
}

/** Reads all words of an answer row by row, and copies and sorts what they say as JSON does. Gives how many. */
export function readPlainly(answer: Uint8Array): number {
  const text = Buffer.from(answer).toString('latin1');
  const rows = text.split(/<\/tr>|\/>|\n/).map((line): Row => {
    const words = line.match(/[^\s<>"=,]+/g) ?? [];
    return { words, numbers: words.map(Number).filter(Number.isFinite) };
  });
  const copy: typeof rows = JSON.parse(JSON.stringify(rows));
  const byWord = Map.groupBy(
    copy.flatMap(({ words }) => words),
    (word) => word,
  );
  const numbers = copy.flatMap((row) => row.numbers).sort((one, other) => one - other);
  return byWord.size + numbers.length;
}

/** Reads files of JSON and writes them again. Gives how many characters they have. */
export function writePlainly(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + JSON.stringify(JSON.parse(file)).length, 0);
}
