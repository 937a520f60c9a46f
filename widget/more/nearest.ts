/** Letters of a word, those of its syllables apart: 충낭 is more like 충남 than 충북. */
const lettersOf = (word: string) => [...word.toLowerCase().normalize('NFD')];

/**
 * The one of `known` that `word` is most like by the words that `of` gives for it: by the letters in
 * common, those in their places twice.
 */
export function nearest<Known>(
  word: string,
  known: readonly Known[],
  of: (known: Known) => readonly string[],
): Known | undefined {
  const asked = lettersOf(word);
  const likeness = (name: string) => {
    const letters = lettersOf(name);
    const common = asked.reduce(
      (sum, letter, place) =>
        sum + Number(letters.includes(letter)) + Number(letters[place] === letter),
      0,
    );
    return common - Math.abs(asked.length - letters.length) / 2;
  };
  let best: Known | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const each of known) {
    const alike = Math.max(...of(each).map(likeness));
    if (alike > most) {
      most = alike;
      best = each;
    }
  }
  return best;
}
