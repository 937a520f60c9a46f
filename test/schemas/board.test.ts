import { readFile } from 'node:fs/promises';
import { boardFile, historyFile } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';

const readme = await readFile(new URL('../../schemas/README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, text = '']) =>
  JSON.parse(text),
);
const board = () => structuredClone(examples.find(({ stations }) => stations !== undefined));

describe('the examples of the README', () => {
  test('are files of the feed', () => {
    expect(boardFile.parse(board()).stations).toContain('129');
    expect(historyFile.parse(examples.find(({ hours }) => hours !== undefined)).dry).toContain(
      '129',
    );
  });
});

describe('a board is refused', () => {
  test('where a column is shorter than the list of stations, by its path', () => {
    const short = board();
    short.temperature.pop();
    short.yesterday.rainDay.pop();
    const { issues = [] } = boardFile.safeParse(short).error ?? {};

    expect(issues.map(({ path }) => path.join('.'))).toEqual(['temperature', 'yesterday.rainDay']);
  });

  test('where an exception is of none of its stations', () => {
    const foreign = board();
    foreign.exceptions[0].stations = ['108'];
    const { issues = [] } = boardFile.safeParse(foreign).error ?? {};

    expect(issues.map(({ path }) => path.join('.'))).toEqual(['exceptions.0.stations']);
  });
});
