import { describe, expect, test } from 'vitest';
import { readWords, UsageError } from '../../../collector/commands/command.ts';
import { commands } from '../../../collector/commands/commands.ts';
import { helpOf, helpOfAll } from '../../../collector/commands/help.ts';
import { sourceVariables } from '../../../collector/config/source-variables.ts';
import { variables } from '../../../collector/config/variables.ts';

const read = (name: string, ...words: string[]) => {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw new Error(`There is no command ${name}.`);
  return readWords(command, words, commands);
};

describe('a command', () => {
  test.each([
    ['collect', ['--watch'], 'nalssi collect has no option --watch. It belongs to nalssi inspect.'],
    ['serve', ['--region', 'KR-41'], 'nalssi serve has no option --region.'],
    ['check', ['kma-map', '--refresh'], 'It belongs to nalssi stations.'],
    ['inspect', ['--colour'], 'nalssi inspect has no option --colour. nalssi help inspect'],
    ['inspect', ['--constructor'], 'nalssi inspect has no option --constructor. nalssi help'],
    ['inspect', ['-x'], 'nalssi inspect has no option -x.'],
    ['inspect', ['--region'], '--region takes a value, as in --region KR-41.'],
    ['inspect', ['--region', '--json'], '--region takes a value, as in --region KR-41.'],
    ['inspect', ['--json=yes'], '--json takes no value.'],
    ['inspect', ['a', 'b'], 'nalssi inspect takes one FEED at most.'],
    ['collect', ['now'], 'nalssi collect takes no more words.'],
    ['validate', [], 'nalssi validate takes one FILE.'],
  ])('%s refuses %j by name', (name, words, says) => {
    expect(() => read(name, ...words)).toThrow(UsageError);
    expect(() => read(name, ...words)).toThrow(says);
  });

  test.each([
    ['inspect', 'ftp://u:s3cr3tPW@h/'],
    ['inspect', 'redis://u:s3cr3tPW@h'],
    ['validate', 'data:text/plain,s3cr3tPW'],
    ['validate', 'http:/u:s3cr3tPW@h/'],
    ['inspect', 'http://'],
    ['inspect', 'http:///'],
    ['inspect', 'http:///v1'],
    ['validate', 'https://u:s3cr3tPW@a b/'],
    ['backup', 'redis://u:s3cr3tPW@h'],
    ['export', 's3://s3cr3tPW/site'],
    ['export', 'https://u:s3cr3tPW@h/'],
  ])('%s takes %s for no place it can read or write, and does not repeat it', (name, place) => {
    expect(() => read(name, place)).toThrow(UsageError);
    expect(() => read(name, place)).toThrow(/^The (FEED|FILE|DIR) of nalssi \w+ is (?!.*s3cr3t)/);
  });

  test.each(['C:\\feeds\\v1', '/var/lib/nalssi', 'feeds', './a:b', 'http://h', 'HTTPS://h:1/v1/'])(
    'inspect takes %s',
    (place) => {
      expect(read('inspect', place).operands).toEqual([place]);
    },
  );

  test('takes its own options in any place', () => {
    expect(read('inspect', '--region=KR-41', 'http://feed.example', '--json')).toEqual({
      operands: ['http://feed.example'],
      options: { region: 'KR-41', json: true },
      wantsHelp: false,
    });
  });

  test.each(commands.map(({ name }) => name))('%s has a help that names all it takes', (name) => {
    const command = commands.find((candidate) => candidate.name === name);
    const help = command === undefined ? '' : helpOf(command);

    expect(read(name, '--help').wantsHelp).toBe(true);
    expect(help).toContain(`nalssi ${name}`);
    for (const option of Object.keys(command?.options ?? {})) expect(help).toContain(`--${option}`);
    expect(helpOfAll(commands)).toContain(`nalssi ${name}`);
  });
});

test('the help names every variable that is read', () => {
  const help = helpOfAll(commands);
  const read = [...Object.keys(variables.shape), ...Object.keys(sourceVariables.shape)];
  const unnamed = read.filter((name) => !help.includes(`  ${name.toUpperCase()} `));

  expect(unnamed).toEqual([]);
});

test('no line of a help is wider than a terminal shows', () => {
  const lines = commands.flatMap((command) => helpOf(command).split('\n'));

  expect(lines.filter((line) => line.length > 110)).toEqual([]);
});
