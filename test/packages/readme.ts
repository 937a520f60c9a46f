import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const readme = readFileSync(join(import.meta.dirname, '../../widget/README.md'), 'utf8');

/** What the README shows developers to write who install the widget, in one language. */
export function shownInReadme(language: 'ts' | 'ts feed' | 'ts board' | 'css' | 'tsx'): string {
  const section = readme.split('\n## From npm\n')[1]?.split('\n## ')[0];
  const block = section?.split(`\n\`\`\`${language}\n`)[1]?.split('\n```')[0];
  if (block === undefined) throw new Error(`the README shows no ${language}`);
  return `${block}\n`;
}
