import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TickerFile } from '@nalssi/schemas';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { embedFragmentOf } from '../../../collector/feed/embed/embed-fragment.ts';
import { toolPath } from '../../collector/deploy/tools.ts';
import { decodeEucKr, encodeEucKr } from '../../upstream/euc-kr.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

// What the READMEs give people to paste into PHP, run by PHP as it stands, in a file in EUC-KR.

const run = promisify(execFile);
const readme = (name: string) => readFile(join(import.meta.dirname, '../../..', name), 'utf8');

async function snippet(name: string, index: number): Promise<string> {
  const found = [...(await readme(name)).matchAll(/^```php\n(.*?)\n```$/gms)][index]?.[1];
  if (found === undefined) throw new Error(`${name} has no PHP at ${index}.`);
  return found;
}

let server: Server;
let directory: string;
let asked: string[];
let answer: (path: string, response: ServerResponse) => void;

beforeEach(async () => {
  asked = [];
  answer = (path, response) => void response.end(contentOf(path, liveFile()));
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request.url ?? '', response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  directory = await mkdtemp(join(tmpdir(), 'nalssi-php-'));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(directory, { recursive: true, force: true });
});

/** The recording as if it were of now, for an hour. */
function liveFile(lasts = 3_600_000): TickerFile {
  const kst = (time: number) => new Date(time + 32_400_000).toISOString().replace('Z', '+09:00');
  const observedAt = kst(Date.now() - 600_000);
  const expiresAt = kst(Date.now() + lasts);
  const { observations } = recordedTickerFile();
  const rows = observations
    .filter(({ region }) => region === 'KR-44')
    .map((row) => ({ ...row, observedAt, expiresAt }));
  return recordedTickerFile({ mode: 'live', observations: rows });
}

function contentOf(path: string, file: TickerFile): string {
  const fragments = ['/v1/embed/ticker.html?region=KR-44', '/v1/embed/KR-44.html'];
  if (fragments.includes(path)) return embedFragmentOf(file, 'KR-44', 'ko');
  if (path === '/v1/regions/KR-44.json') return JSON.stringify(file);
  throw new Error(`Nobody serves ${path}.`);
}

/** What PHP makes of a page of EUC-KR with a snippet, read as a browser does; with all it complains of. */
async function pageOf(code: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const file = join(directory, 'head.php');
  const text = code.replaceAll('https://weather.example.com', `http://127.0.0.1:${port}`);
  await writeFile(file, encodeEucKr(`머리${text}끝`));
  const complain = ['-d', 'display_errors=1', '-d', 'error_reporting=-1', '-d', 'html_errors=0'];
  const php = toolPath('php', 'php-cli');
  const { stdout } = await run(php, [...complain, file], { encoding: 'buffer' });
  const page = decodeEucKr(stdout).replace(/&#(x?)([0-9a-f]+);/g, (_, hex, code) =>
    String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)),
  );
  expect(page).toMatch(/^머리.*끝$/s);
  return page.slice(2, -1);
}

/** Makes what PHP has kept as old as that. */
async function age(seconds: number): Promise<void> {
  const [kept = ''] = (await readdir(directory)).filter((name) => name.endsWith('.html'));
  const then = Date.now() / 1000 - seconds;
  await utimes(join(directory, kept), then, then);
}

const all = [
  ['the list of README.ko.md', 'README.ko.md', 0],
  ['the feed of README.ko.md', 'README.ko.md', 1],
  ['the list of README.md', 'README.md', 0],
] as const;

describe.each(all)('%s', (_, file, index) => {
  test('shows 서산, by whom, and when it was', async () => {
    const page = await pageOf(await snippet(file, index));

    expect(page).toMatch(/서산 .*0\.7℃/s);
    expect(page).toContain('기상청 제공');
    expect(page).toMatch(/\d\d:\d\d/);
  });

  test.each<[string, typeof answer]>([
    ['fails', (_path, response) => void response.writeHead(503).end('busy')],
    ['has nothing there', (_path, response) => void response.writeHead(404).end('none')],
    ['hangs up', (_path, response) => void response.destroy()],
    ['never answers', () => undefined],
  ])('is nothing where the server %s', async (_case, failing) => {
    answer = failing;

    expect(await pageOf(await snippet(file, index))).toBe('');
    expect(asked).toHaveLength(1);
  });
});

describe('the list of README.ko.md', () => {
  const list = () => snippet('README.ko.md', 0);

  test('is asked for once a minute, however many read it', async () => {
    const first = await pageOf(await list());
    expect(await pageOf(await list())).toBe(first);
    expect(asked).toHaveLength(1);

    await age(61);
    await pageOf(await list());
    expect(asked).toHaveLength(2);
  });

  test('stays while the server fails, whom the next reader does not ask again', async () => {
    const first = await pageOf(await list());
    answer = (_path, response) => void response.writeHead(503).end();
    await age(61);

    expect(await pageOf(await list())).toBe(first);
    expect(await pageOf(await list())).toBe(first);
    expect(asked).toHaveLength(2);
  });

  test('is gone when its first value has expired', async () => {
    answer = (path, response) => void response.end(contentOf(path, liveFile(-1_000)));

    expect(await pageOf(await list())).toBe('');
  });

  test('of a replay is shown, which says that it is one', async () => {
    answer = (path, response) => void response.end(contentOf(path, recordedTickerFile()));

    expect(await pageOf(await list())).toContain('예시 자료: 지금 날씨가 아님');
  });
});

test('the feed of README.ko.md shows markup in a name as text', async () => {
  const [first] = liveFile().observations;
  if (first === undefined) throw new Error('The recording is empty.');
  const observations = [{ ...first, name: { ko: '<b>서산', en: '' } }];
  answer = (path, response) => void response.end(contentOf(path, { ...liveFile(), observations }));

  expect(await pageOf(await snippet('README.ko.md', 1))).toContain('&lt;b&gt;서산 ');
});

test('the feed of README.ko.md leaves out what has expired', async () => {
  const [first, ...others] = liveFile().observations;
  const [old] = liveFile(-1_000).observations;
  if (first === undefined || old === undefined) throw new Error('The recording is empty.');
  const observations = [old, ...others];
  answer = (path, response) => void response.end(contentOf(path, { ...liveFile(), observations }));

  const page = await pageOf(await snippet('README.ko.md', 1));
  expect(page).toContain('천안');
  expect(page).not.toContain(first.name.ko);
});
