import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect } from '../../collector/commands/inspect.ts';
import { validate } from '../../collector/commands/validate.ts';
import { Workbench } from './workbench.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await Workbench.start();
  await bench.pull();
});

afterAll(() => bench[Symbol.asyncDispose]());

async function run(command: (print: (text: string) => void) => Promise<number>) {
  let output = '';
  const code = await command((text) => {
    output += text;
  });
  return { code, output };
}

const plain = { json: false, watch: false, region: null, colours: false };
const signal = new AbortController().signal;

describe('nalssi inspect', () => {
  test('shows station, value, age, state, quality and source of every station', async () => {
    const { code, output } = await run((print) =>
      inspect({ ...plain, target: bench.directory }, print, signal),
    );

    expect(code).toBe(0);
    expect(output).toMatch(/^ok, 2024-11-24T07:37:00\+09:00, sequence \d+: 97 stations, 97 fresh/);
    expect(output).toMatch(/^108 +서울 +KR-11 +clear +2\.8 +37 min +fresh +pass +kma-map$/m);
    expect(output.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(97);
  });

  test('shows each source that is on, its state and since when', async () => {
    const { output } = await run((print) =>
      inspect({ ...plain, target: bench.directory }, print, signal),
    );

    expect(output).toMatch(/^kma-map: ok since 2024-11-24T07:37:00\+09:00$/m);
  });

  test('shows one region when it is named', async () => {
    const { output } = await run((print) =>
      inspect({ ...plain, target: bench.directory, region: 'KR-49' }, print, signal),
    );

    expect(output.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(4);
  });

  test('gives the same to machines', async () => {
    const { output } = await run((print) =>
      inspect({ ...plain, target: bench.directory, json: true }, print, signal),
    );

    expect(JSON.parse(output)).toHaveLength(97);
  });

  test('writes no colours where there is no terminal', async () => {
    const { output } = await run((print) =>
      inspect({ ...plain, target: bench.directory }, print, signal),
    );

    expect(output).not.toContain('\x1b');
  });

  test('says which file it cannot read', async () => {
    await expect(
      run((print) => inspect({ ...plain, target: '/nowhere' }, print, signal)),
    ).rejects.toThrow('/nowhere/feed/v1/observations.json cannot be read: ENOENT.');
  });
});

describe('nalssi validate', () => {
  test('finds a published file valid', async () => {
    const file = join(bench.directory, 'feed/v1/ticker.json');
    const { code, output } = await run((print) => validate(file, print));

    expect(code).toBe(0);
    expect(output).toContain('is a valid ticker file');
  });

  test('names each fault by its JSON path', async () => {
    const good = JSON.parse(await readFile(join(bench.directory, 'feed/v1/ticker.json'), 'utf8'));
    good.observations[3].temperature = 'warm';
    good.sequence = -1;
    const bad = join(bench.directory, 'bad.json');
    await writeFile(bad, JSON.stringify(good));
    const { code, output } = await run((print) => validate(bad, print));

    expect(code).toBe(1);
    expect(output).toContain('$.observations[3].temperature: ');
    expect(output).toContain('$.sequence: ');
  });

  test('says what is no feed file', async () => {
    const other = join(bench.directory, 'other.json');
    await writeFile(other, '{}');
    const { code, output } = await run((print) => validate(other, print));

    expect(code).toBe(1);
    expect(output).toContain('names no schema of the feed');
  });

  test('says what is no JSON', async () => {
    const broken = join(bench.directory, 'broken.json');
    await writeFile(broken, '{');

    await expect(run((print) => validate(broken, print))).rejects.toThrow(
      /broken.json is not JSON/,
    );
  });
});
