/** A block of code of a README. */
export interface CodeBlock {
  readonly language: string;
  /** What follows the language: the file that it is, or who runs it. */
  readonly about: string;
  /** Without the indentation that it has in a list; each line ends with a line break. */
  readonly text: string;
}

/** The blocks of code of a README, in their order. */
export function blocksIn(readme: string): readonly CodeBlock[] {
  const fences = readme.matchAll(/^( *)```(\w*) ?(.*)\n([\s\S]*?)^\1```$/gm);
  return [...fences].map(([, indentation = '', language = '', about = '', text = '']) => ({
    language,
    about,
    text: text.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''),
  }));
}
