import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { november2024, weatherOf } from '../upstream/recording.ts';
import { StartedCommand } from './started-command.ts';
import { Workbench } from './workbench.ts';

const hour = 3_600_000;

/** RFC 3339 in Korean time. */
function korean(instant: number): string {
  return `${new Date(instant + 9 * hour).toISOString().slice(0, 19)}+09:00`;
}

/** A feed that a collector published `ago` ms ago, of the weather of its hour. */
async function publishedBefore(ago: number): Promise<Workbench> {
  const at = Date.now() - ago;
  const observedAt = `${korean(at).slice(0, 13)}:00:00+09:00`;
  const bench = await Workbench.start(weatherOf(november2024, observedAt), {
    startAt: korean(at),
  });
  await bench.pull();
  return bench;
}

async function inspect(...words: string[]) {
  await using command = new StartedCommand(['inspect', ...words]);
  const { code } = await command.ended;
  return { code, output: command.output, errors: command.errors };
}

/** Changes a file of a feed, in a copy of the feed, and returns where the copy is. */
async function copyWith(
  bench: Workbench,
  name: string,
  files: readonly string[],
  change: (content: Record<string, unknown>) => void,
): Promise<string> {
  const folder = join(bench.directory, name, 'v1');
  await cp(join(bench.directory, 'feed/v1'), folder, { recursive: true, dereference: true });
  for (const file of files) {
    const content = JSON.parse(await readFile(join(folder, file), 'utf8'));
    change(content);
    await writeFile(join(folder, file), JSON.stringify(content));
  }
  return folder;
}

let fresh: Workbench;
let old: Workbench;

beforeAll(async () => {
  [fresh, old] = await Promise.all([publishedBefore(0), publishedBefore(6 * hour)]);
});

afterAll(() => Promise.all([fresh[Symbol.asyncDispose](), old[Symbol.asyncDispose]()]));

describe('nalssi inspect', () => {
  test('of a feed made now ends with 0', async () => {
    const copy = await copyWith(fresh, 'made-now', ['observations.json'], (content) => {
      content['generatedAt'] = korean(Date.now());
    });
    const { code, output } = await inspect(copy);

    expect(code).toBe(0);
    expect(output).toMatch(/^ok, /);
  });

  test('of a copy six hours old ends with 1, and tells ages by the clock of now', async () => {
    const { code, output } = await inspect(old.directory);
    const age = Number(/^108 .* (\d+) min /m.exec(output)?.[1]);

    expect(code).toBe(1);
    expect(output).toMatch(/^stale, /);
    expect(output).toMatch(/^stale, .*: 97 stations, 0 fresh, 0 carried, 97 expired,/);
    expect(output).toMatch(/^Nothing was published for 6 h.*It said then: ok\.$/m);
    expect(age).toBeGreaterThanOrEqual(360);
    expect(output).toMatch(/^108 .* expired /m);
  });

  test('of a feed that is made less often goes by its interval, or by what it is told', async () => {
    await using cron = await publishedBefore(12 * 60_000);
    const usual = await inspect(cron.directory);
    const seldom = await copyWith(cron, 'seldom', ['health.json'], (content) => {
      content['interval'] = 600;
    });
    const known = await inspect(seldom);
    const told = await inspect(cron.directory, '--within', '15');
    const wrong = await inspect(cron.directory, '--within', 'soon');

    expect([usual.code, known.code, told.code, wrong.code]).toEqual([1, 0, 0, 2]);
    expect(told.output).toMatch(/^ok, /);
    expect(wrong.errors).toContain('--within takes whole minutes');
  });

  test('of a copy whose values are over ends with 1, however seldom it is made', async () => {
    expect((await inspect(old.directory, '--within', '9999')).code).toBe(1);
  });

  test('of a replay goes by its own time', async () => {
    const copy = await copyWith(old, 'replay', ['observations.json'], (content) => {
      content['mode'] = 'replay';
    });
    const { code, output } = await inspect(copy);

    expect(code).toBe(0);
    expect(output).toMatch(/^ok, a replay, /);
  });

  test('of a feed made in the future ends with 1, and names the clocks', async () => {
    const copy = await copyWith(fresh, 'future', ['observations.json'], (content) => {
      content['generatedAt'] = korean(Date.now() + 20.4 * 60_000);
    });
    const { code, output } = await inspect(copy);

    expect(code).toBe(1);
    expect(output).toMatch(/^It was made 20 min in the future: .*clock.* is wrong/m);
  });

  test('of a URL goes by the Date of the server, and says that the clocks differ', async () => {
    const madeAt = Date.parse((await old.index()).generatedAt);
    const server = createServer(async (request, response) => {
      const path = join(old.directory, 'feed', request.url ?? '');
      response.setHeader('date', new Date(madeAt + 30_000).toUTCString());
      response.end(await readFile(path));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, output } = await inspect(`http://127.0.0.1:${port}/v1`);
    server.close();

    expect(code).toBe(0);
    expect(output).toMatch(
      /^The server's clock is (5 h 59 min|6 h( \d min)?) behind the one here/m,
    );
  });

  test('of a feed whose directory fails ends with 4, and says what to do', async () => {
    const copy = await copyWith(
      fresh,
      'failing',
      ['observations.json', 'health.json'],
      (content) => {
        content['generatedAt'] = korean(Date.now());
        if (!('outputs' in content)) return;
        content['outputs'] = [
          { id: 'directory', state: 'failing', since: korean(Date.now()), action: 'Make room.' },
        ];
      },
    );
    const { code, output } = await inspect(copy);

    expect(code).toBe(4);
    expect(output).toMatch(/^output directory: failing since .*\. Make room\.$/m);
  });

  test('says of a source that fails what to do', async () => {
    const copy = await copyWith(fresh, 'source', ['health.json'], (content) => {
      const [first] = content['sources'] as Record<string, unknown>[];
      Object.assign(first ?? {}, {
        state: 'failing',
        lastError: { code: 'timeout', message: 'Late.', action: 'Ring KMA.', at: korean(0) },
      });
    });

    expect((await inspect(copy)).output).toMatch(/^kma-map: failing .*, timeout\. Ring KMA\.$/m);
  });

  test.each([
    ['a folder without a feed', '/nowhere', 'There is no feed in /nowhere/feed/v1'],
    ['a server that is not there', 'http://127.0.0.1:9/v1', 'cannot be read'],
  ])('of %s ends with 3', async (_, target, reason) => {
    const { code, errors } = await inspect(target);

    expect(code).toBe(3);
    expect(errors).toContain(reason);
  });

  test('of a file that is none of a feed ends with 3', async () => {
    const copy = await copyWith(fresh, 'broken', ['observations.json'], (content) => {
      content['observations'] = 'none';
    });

    expect((await inspect(copy)).code).toBe(3);
  });

  test('refuses a region that is none with 2', async () => {
    const { code, errors } = await inspect(fresh.directory, '--region', 'KR-99');

    expect(code).toBe(2);
    expect(errors).toContain('KR-99 is not a region');
  });
});
