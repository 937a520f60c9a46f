import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLogger, readConfig, Secrets } from '@nalssi/collector';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Command, readWords } from '../../collector/commands/command.ts';
import { inspect } from '../../collector/commands/inspect.ts';
import { validate } from '../../collector/commands/validate.ts';
import { formatMapOf } from '../upstream/formats/kma-map.ts';
import { november2024, weatherOf } from '../upstream/recording.ts';
import { sendXml } from '../upstream/upstream.ts';
import { StartedCommand } from './started-command.ts';
import { Workbench } from './workbench.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await Workbench.start(undefined, { output: 'compressed' });
  await bench.pull();
});

afterAll(() => bench[Symbol.asyncDispose]());

/** Runs a command as its words say. */
async function run(command: Command, ...words: string[]) {
  let output = '';
  const code = await command.run({
    ...readWords(command, words, [command]),
    signal: new AbortController().signal,
    clock: bench.clock,
    print(text) {
      output += text;
    },
    config: () => readConfig({ NALSSI_DATA_DIR: bench.directory }),
    log: () => createLogger(new Secrets(), 'json', { write: () => undefined }),
  });
  return { code, output };
}

describe('nalssi inspect', () => {
  test('shows station, value, age, state, quality and source of every station', async () => {
    const { code, output } = await run(inspect, bench.directory);

    expect(code).toBe(0);
    expect(output).toMatch(/^ok, 2024-11-24T07:37:00\+09:00, sequence \d+: 97 stations, 97 fresh/);
    expect(output).toMatch(/^108 +서울 +KR-11 +clear +2\.8 +37 min +fresh +pass +kma-map$/m);
    expect(output.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(97);
  });

  test('shows each source that is on, its state and since when', async () => {
    const { output } = await run(inspect, bench.directory);

    expect(output).toMatch(/^kma-map: ok since 2024-11-24T07:37:00\+09:00$/m);
  });

  test('of a feed without a station of the catalogue ends with 1, and counts the others', async () => {
    const weather = weatherOf(november2024);
    const stations = weather.stations.map((one, place) => ({
      ...one,
      id: String(Number(one.id) + 20_000),
      name: `새곳${place}`,
    }));
    await using strange = await Workbench.start({ ...weather, stations });
    await strange.pull();
    const { code, output } = await run(inspect, strange.directory);

    expect(code).toBe(1);
    expect(output).toMatch(
      /^stale, .*: 97 stations, 0 fresh, .* 97 never observed; 97 stations are not in the catalogue$/m,
    );
  });

  test('of a region that is stale ends with 1 while the country is ok', async () => {
    const weather = weatherOf(november2024);
    const stations = weather.stations.filter(({ id }) => id !== '108');
    await using without = await Workbench.start({ ...weather, stations }, { output: 'compressed' });
    await without.pull();
    const country = await run(inspect, without.directory);
    const seoul = await run(inspect, without.directory, '--region', 'KR-11');

    expect([country.code, seoul.code]).toEqual([0, 1]);
    expect(seoul.output).toMatch(/^stale, .*: 1 stations, 0 fresh/);
  });

  test('says where sources contradict each other, of the stations that are shown', async () => {
    const weather = weatherOf(november2024);
    const isWrong = (id: string) => id === '108' || id === '112';
    const wrong = weather.stations.map((one) =>
      isWrong(one.id)
        ? { ...one, values: { ...one.values, temperature: (one.values.temperature ?? 0) + 9 } }
        : one,
    );
    await using two = await Workbench.start(weather, {
      sources: ['kma-map', 'kma-city'],
      output: 'compressed',
    });
    await two.pull('kma-city');
    two.upstream.answer('kma-map', sendXml(formatMapOf({ ...weather, stations: wrong })));
    await two.pull('kma-map');
    const country = await run(inspect, two.directory);
    const seoul = await run(inspect, two.directory, '--region', 'KR-11');
    const jeju = await run(inspect, two.directory, '--region', 'KR-49');

    expect(country.output).toMatch(
      /^sources contradict each other at 2 of 97 stations: 108, 112\. Compare/m,
    );
    expect(seoul.output).toMatch(/^degraded, /);
    expect(seoul.output).toMatch(/ at 1 of 1 stations: 108\. /);
    expect(jeju.output).not.toContain('contradict');
  });

  test('shows one region when it is named', async () => {
    const { output } = await run(inspect, bench.directory, '--region', 'KR-49');

    expect(output).toMatch(/^ok, .*: 4 stations, 4 fresh/);
    expect(output.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(4);
  });

  test.each([
    ['제주도', 4],
    ['50', 4],
    ['서울, 제주', 5],
  ])('shows regions under the names they have: %s', async (region, stations) => {
    const { output } = await run(inspect, bench.directory, '--region', region);

    expect(output.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(stations);
  });

  test('says which region was perhaps meant', async () => {
    await expect(run(inspect, bench.directory, '--region', '충낭')).rejects.toThrow(
      /^충낭 is not a region\. Did you mean 충남 \(KR-44\)\? There are: KR-11 서울특별시, /,
    );
  });

  test('gives the same to machines', async () => {
    const { output } = await run(inspect, bench.directory, '--json');

    expect(JSON.parse(output)).toHaveLength(97);
  });

  test('writes no colours where there is no terminal', async () => {
    const { output } = await run(inspect, bench.directory);

    expect(output).not.toContain('\x1b');
  });

  test('shows a name that would be rows, or a command to the terminal, as what it is', async () => {
    const folder = join(bench.directory, 'hostile/v1');
    await cp(join(bench.directory, 'feed/v1'), folder, { recursive: true, dereference: true });
    const file = join(folder, 'stations.json');
    const content = JSON.parse(await readFile(file, 'utf8'));
    for (const station of content.stations) station.name.ko = '서울\n108\u001b[2J\u009b\u202e';
    await writeFile(file, JSON.stringify(content));
    const { output } = await run(inspect, folder);

    expect(output).toContain('서울\\u000a108\\u001b[2J\\u009b\\u202e');
    expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(output.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(97);
  });

  test.each([
    [
      'http://feed.example/v1/observations.json?key=a',
      'it is a redirect (HTTP status 302) to http://feed.example/v1/observations.json, which is not followed. Name that address instead',
    ],
    ['http://[', 'HTTP status 302, a redirect that names no address of the web'],
    ['file:///etc/passwd', 'HTTP status 302, a redirect that names no address of the web'],
    ['data:text/html,x', 'HTTP status 302, a redirect that names no address of the web'],
  ])('says of a redirect to %s where it leads', async (location, reason) => {
    const server = createServer((_request, response) => {
      response.writeHead(302, { Location: location }).end('Moved');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(run(inspect, `http://127.0.0.1:${port}/v1`)).rejects.toThrow(
      `http://127.0.0.1:${port}/v1/observations.json cannot be read: ${reason}.`,
    );
    server.close();
  });

  test('says where there is no feed, and what to do', async () => {
    await expect(run(inspect, '/nowhere')).rejects.toThrow(
      'There is no feed in /nowhere/feed/v1: nothing was published there yet. nalssi collect publishes one; that of a service that runs is shown by its address, as in nalssi inspect http://127.0.0.1:8080.',
    );
  });

  test('says which file it cannot read', async () => {
    const feed = join(bench.directory, 'feed/v1');
    const folder = join(bench.directory, 'damaged/v1');
    await cp(feed, folder, { recursive: true, dereference: true });
    await rm(join(folder, 'observations.json'));
    await mkdir(join(folder, 'observations.json'));

    await expect(run(inspect, folder)).rejects.toThrow(
      `${folder}/observations.json cannot be read: it is no file.`,
    );
  });
});

test('nalssi inspect --watch survives a blip of its target', async () => {
  const feed = join(bench.directory, 'feed/v1');
  const watched = join(bench.directory, 'watched/v1');
  await cp(feed, watched, { recursive: true, dereference: true });
  const file = join(watched, 'observations.json');
  const text = await readFile(file, 'utf8');
  // So that it looks again in a second.
  await writeFile(file, JSON.stringify({ ...JSON.parse(text), ttl: 1 }));
  await using command = new StartedCommand(['inspect', watched, '--watch']);
  const seen = (times: number) =>
    command.says((output) => (output.split('97 stations').length > times ? true : null));
  await seen(1);
  await rename(file, `${file}.away`);
  await expect.poll(() => command.errors).toContain('Looking again in 1 s.');
  const before = command.output.split('97 stations').length;
  await rename(`${file}.away`, file);
  await seen(before);
  command.child.kill('SIGINT');

  expect(await command.ended).toEqual({ code: 130, signal: null });
});

describe('nalssi validate', () => {
  test('finds a published file valid', async () => {
    const file = join(bench.directory, 'feed/v1/ticker.json');
    const { code, output } = await run(validate, file);

    expect(code).toBe(0);
    expect(output).toContain('is a valid ticker file');
  });

  test('names each fault by its JSON path', async () => {
    const good = JSON.parse(await readFile(join(bench.directory, 'feed/v1/ticker.json'), 'utf8'));
    good.observations[3].temperature = 'warm';
    good.sequence = -1;
    const bad = join(bench.directory, 'bad.json');
    await writeFile(bad, JSON.stringify(good));
    const { code, output } = await run(validate, bad);

    expect(code).toBe(1);
    expect(output).toContain('$.observations[3].temperature: ');
    expect(output).toContain('$.sequence: ');
  });

  test('says what is no feed file', async () => {
    const other = join(bench.directory, 'other.json');
    await writeFile(other, '{}');
    const { code, output } = await run(validate, other);

    expect(code).toBe(1);
    expect(output).toContain('names no schema of the feed');
  });

  test('says what is no JSON', async () => {
    const broken = join(bench.directory, 'broken.json');
    await writeFile(broken, '{');

    await expect(run(validate, broken)).rejects.toThrow(/broken.json is not JSON/);
  });
});
