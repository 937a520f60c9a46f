import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { blocksIn, type CodeBlock } from './readme-blocks.ts';

// The worked example of a README, done as it stands there.

const root = dirname(import.meta.dirname);

/** A README whose steps were done in a copy of the tree. */
interface FollowedReadme {
  /** Where the copy is, until the test ends. */
  readonly tree: string;
  /** The commands that the README types, for a shell with `NODE` in its environment. */
  readonly commands: string;
}

/** Makes the files of a README of the collector, and changes those that it changes. */
export function followReadme(readme: string): FollowedReadme {
  const tree = copyOfTree();
  onTestFinished(() => rmSync(tree, { recursive: true }));
  const blocks = blocksIn(readFileSync(join(root, readme), 'utf8'));
  for (const block of blocks.filter(({ about }) => about !== '')) follow(block, tree);
  const typed = blocks.find(({ language }) => language === 'sh')?.text ?? '';
  return { tree, commands: typed.replaceAll('npm run nalssi --', '"$NODE" collector/main.ts') };
}

/** A copy of what the collector is made of, which a test may change. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'nalssi-template-'));
  for (const name of ['collector', 'schemas', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      // What Node compiled: it changes while other tests start programs.
      filter: (path) => basename(path) !== '.cache',
    });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Does what a block says: a new file, or lines that are added between lines that are there. */
function follow(block: CodeBlock, tree: string): void {
  const file = join(tree, block.about);
  if (block.language !== 'diff') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, block.text);
    return;
  }
  let text = readFileSync(file, 'utf8');
  for (const hunk of block.text.trimEnd().split('\n@@\n')) {
    const lines = hunk.split('\n');
    const after = lines.map((line) => line.slice(1)).join('\n');
    const before = lines
      .filter((line) => !line.startsWith('+'))
      .map((line) => line.slice(1))
      .join('\n');
    const places = text.split(before).length - 1;
    if (places !== 1) throw new Error(`${block.about} has ${places} times:\n${before}`);
    text = text.replace(before, after);
  }
  writeFileSync(file, text);
}
