/**
 * What a terminal obeys or a reader does not see: control characters (ESC, BEL, and those from U+0080
 * on), what turns the direction of writing or has no width, separators of lines, half characters.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const unseenButLines = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What our own output makes of a terminal: colours, and an empty screen for `inspect --watch`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what this file is about.
const ownSequences = /(\x1b\[(?:31|33|39)m|\x1b\[2J\x1b\[H)/;

/** `text` on one line, with `\u001b` in the place of what cannot be seen, line breaks included. */
export function visible(text: string): string {
  return text.replace(unseen, escaped);
}

/** Lines with what cannot be seen made visible. JSON stays JSON, and says the same. */
export function visibleLines(text: string): string {
  return text.replace(unseenButLines, escaped);
}

/** The same for a terminal, which our own colours reach. */
export function visibleForTerminal(text: string): string {
  return text
    .split(ownSequences)
    .map((part, index) => (index % 2 === 1 ? part : visibleLines(part)))
    .join('');
}

/** A line of JSON whose texts stay visible when they are printed by themselves. */
export function visibleWhenPrinted(line: string): string {
  return visibleLines(line).replace(/\\(?:u[\da-f]{4}|.)/gi, (sequence) =>
    /^\\[ubfr]/i.test(sequence) ? `\\${sequence}` : sequence,
  );
}

/** `\u202e`; beyond U+FFFF a pair of these, as JSON has it. */
function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
