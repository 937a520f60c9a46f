import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLogger, type Keys, Secrets, type SourceId } from '@nalssi/collector';
import { describe, expect, test } from 'vitest';
import { encode } from '../../collector/publish/encode.ts';
import { encodeWithoutSecrets } from '../../collector/publish/encode-without-secrets.ts';
import { smallWeather } from './faults/subjects.ts';
import { bareEnvironment } from './started-command.ts';
import { testKeys, Workbench } from './workbench.ts';

// Upstreams that know the key and write it in their own words, so that it is a key only once it has
// been read; and upstreams whose words are commands to a terminal.

const startAt = '2024-11-24T12:00:00+09:00';
const hubKey: Keys = { 'kma-apihub': testKeys['kma-apihub'] };
/** Letters and digits, so that it can be the name of a zone. */
const portalKey: Keys = { 'data-go-kr': 'TestPortalKey9876543210zyxwvu' };

const inJson = (key: string) =>
  [...key].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
const inXml = (key: string) => [...key].map((letter) => `&#${letter.charCodeAt(0)};`).join('');

const status = (text: string, more = '') =>
  `{"response":{"header":{"resultCode":"00"},"body":{${more}"items":{"item":[{"t6":"${text}","t7":"o 없음","tmFc":202411241150,"tmEf":"1"}]},"totalCount":1}}}`;
const hub = (zone: string, kind: string) =>
  `#START7777\n#기준시각:202411241150\n# REG_UP  REG_UP_KO  REG_ID  REG_KO  TM_FC  TM_EF  WRN  LVL  CMD  ED_TM\nL1090000, 경상북도, L1090600, ${zone}, 202411241150, 202411241150, 강풍, 주의, 발표,  ,=\nL1090000, 경상북도, L1090700, 독도, 202411241150, 202411241150, ${kind}, 주의, 발표,  ,=\n#7777END\n`;

function nowcast(query: URLSearchParams, name: string): string {
  const about = `"baseDate":"${query.get('base_date')}","baseTime":"${query.get('base_time')}","nx":${query.get('nx')},"ny":${query.get('ny')}`;
  const values = [
    ['PTY', 0],
    ['REH', 50],
    ['RN1', 0],
    ['T1H', 5],
    ['WSD', 1],
    [name, 1],
  ];
  const items = values.map(
    ([category, value]) => `{${about},"category":"${category}","obsrValue":"${value}"}`,
  );
  return `{"response":{"header":{"resultCode":"00"},"body":{"${name}":1,"items":{"item":[${items}]},"totalCount":${items.length}}}}`;
}

/** A long word first, so that a cut at 40 characters goes through the key. */
const before = '가'.repeat(25);

const answers: [what: string, SourceId, Keys, (key: string, query: URLSearchParams) => string][] = [
  [
    'a zone in JSON',
    'warnings',
    portalKey,
    (key) => status(`o 강풍주의보 : ${inJson(key)}, 울릉도`),
  ],
  [
    'a zone in XML',
    'warnings',
    portalKey,
    (key) =>
      `<response><header><resultCode>00</resultCode></header><body><items><item><t6>o 강풍주의보 : ${inXml(key)}, 울릉도</t6><t7>o 없음</t7><tmFc>202411241150</tmFc></item></items><totalCount>1</totalCount></body></response>`,
  ],
  ['a key', 'warnings', portalKey, (key) => status('o 강풍주의보 : 울릉도', `"${inJson(key)}":1,`)],
  [
    'a long key',
    'warnings',
    portalKey,
    (key) => status('o 강풍주의보 : 울릉도', `"${before}${inJson(key)}":1,`),
  ],
  [
    'a word with blanks',
    'warnings',
    portalKey,
    (key) => status(`o 강풍주의보 : 울릉도\\r\\no ${[...key].join(' ')}: 제주도`),
  ],
  [
    'a zone in base64',
    'warnings',
    portalKey,
    (key) =>
      status(
        `o 강풍주의보 : ${Buffer.from(`ab${key}`).toString('base64').replace(/=+$/, '')}, 울릉도`,
      ),
  ],
  ['a zone with blanks', 'warnings', hubKey, (key) => hub([...key].join('\u00a0'), '강풍')],
  ['a word with soft hyphens', 'warnings', hubKey, (key) => hub('울릉도', [...key].join('\u00ad'))],
  ['a long word', 'warnings', hubKey, (key) => hub('울릉도', before + key)],
  ['a category', 'data-go-kr', portalKey, (key, query) => nowcast(query, inJson(key))],
  [
    'a long category',
    'data-go-kr',
    portalKey,
    (key, query) => nowcast(query, before + inJson(key)),
  ],
];

/** Pieces of a key that would tell what it is, plain and in base64, where `text` holds them. */
function piecesIn(text: string, key: string): string[] {
  const spread = text.replace(/[\s\u00ad]/g, '');
  const forms = ['', 'a', 'ab'].map((front) =>
    Buffer.from(front + key)
      .toString('base64')
      .slice(4),
  );
  return [key, ...forms].flatMap((form) =>
    Array.from({ length: form.length - 9 }, (_, at) => form.slice(at, at + 10)).filter(
      (piece) => text.includes(piece) || spread.includes(piece),
    ),
  );
}

async function publishedBy(bench: Workbench): Promise<string> {
  const folder = join(bench.directory, 'feed/v1');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}

describe('no key gets into the feed or the log as', () => {
  test.concurrent.each(answers)('%s of %s', async (_what, id, keys, answer) => {
    await using bench = await Workbench.start(smallWeather, { sources: [id], keys, startAt });
    const key = Object.values(keys)[0] ?? '';
    bench.upstream.answer(id, (request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://upstream.example');
      response.end(answer(key, searchParams));
    });
    await bench.pull(id);
    const { sources } = await bench.health();

    // What was planted was read.
    expect(sources[0]).toMatchObject({ state: 'ok' });
    const published = await publishedBy(bench);
    expect(piecesIn(published, key)).toEqual([]);
    expect(piecesIn(JSON.stringify(bench.log), key)).toEqual([]);
    // Already where it came in, not only in the net behind it.
    expect(bench.log).not.toContainEqual(expect.objectContaining({ code: 'secret-in-feed' }));
  });
});

test('a key that comes as far as a file of the feed is taken out, and the log says so', async () => {
  const log: string[] = [];
  const write = (line: string) => void log.push(line);
  const secrets = Secrets.fromEnvironment({ NALSSI_DATA_GO_KR_KEY: 'Test/Portal+Key==0123456789' });
  const logger = createLogger(new Secrets(), 'json', { write });
  const encodeOne = encodeWithoutSecrets(encode, secrets, logger);
  const { identity } = await encodeOne('{"name":"a Test\\/Portal+Key==0123456789"}');

  expect(String(identity)).toBe('{"name":"a [secret]"}');
  expect(log.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ level: 'error', code: 'secret-in-feed' }),
  ]);
  expect(String((await encodeOne('{"name":"a"}')).identity)).toBe('{"name":"a"}');
  expect(log).toHaveLength(1);
});

/** Ways to write a key, or a part of it, that no list of writings is ever done with. */
const disguises: [what: string, (key: string) => string[]][] = [
  ['halves', (key) => [key.slice(0, 15), key.slice(15)]],
  ['pieces of three', (key) => key.match(/.{1,3}/g) ?? []],
  ['dots', (key) => [[...key].join('.')]],
  ['dashes', (key) => [[...key].join('-')]],
  ['a short piece with dots', (key) => [[...key.slice(4, 10)].join('.')]],
  ['its reverse', (key) => [[...key].reverse().join('')]],
  ['a piece of its reverse', (key) => [[...key].reverse().join('').slice(0, 8)]],
  ['capitals', (key) => [key.slice(0, 10).toUpperCase()]],
  ['\\x', (key) => [[...key].map((one) => `\\x${one.charCodeAt(0).toString(16)}`).join('')]],
  ['\\u{}', (key) => [[...key].map((one) => `\\u{${one.charCodeAt(0).toString(16)}}`).join('')]],
  ['octal', (key) => [[...key].map((one) => `\\${one.charCodeAt(0).toString(8)}`).join('')]],
  [
    'full width',
    (key) => [[...key].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join('')],
  ],
  [
    'letters of mathematics',
    (key) => [
      key.replace(/[a-z]/g, (one) => String.fromCodePoint(0x1d41a + one.charCodeAt(0) - 97)),
    ],
  ],
  ['combining marks', (key) => [[...key].join('\u0301')]],
  ['hexadecimal', (key) => [Buffer.from(key.slice(0, 6)).toString('hex')]],
  ['base64', (key) => [Buffer.from(key.slice(0, 9)).toString('base64')]],
];

describe('of a key that is written as', () => {
  test.concurrent.each(disguises)('%s only lengths are told', async (_what, disguise) => {
    const key = portalKey['data-go-kr'] ?? '';
    const options = { sources: ['warnings' as const], keys: portalKey, startAt };
    await using bench = await Workbench.start(smallWeather, options);
    const names = disguise(key);
    const more = names.map((name) => `${JSON.stringify(name)}:1,`).join('');
    const words = names.map((name) => `\\r\\no ${JSON.stringify(name).slice(1, -1)}: 제주도`);
    const body = status(`o 강풍주의보 : 울릉도${words.join('')}`, more);
    bench.upstream.answer('warnings', (_request, response) => response.end(body));
    await bench.pull('warnings');
    const [source] = (await bench.health()).sources;
    const told = bench.log.flatMap(({ words = [], keys = [] }) => [words, keys].flat());
    const listed = [
      ...Object.keys(source?.batch.unknownWords ?? {}),
      ...Object.keys(source?.batch.unknownKeys ?? {}),
    ];

    expect(Object.keys(source?.batch.unknownKeys ?? {})).not.toEqual([]);
    for (const name of [...listed, ...told])
      expect(name).toMatch(/^(|\[(\d+ characters|secret)\])$/);
  });

  test.concurrent.each(disguises)('%s no zone is named so', async (_what, disguise) => {
    const key = portalKey['data-go-kr'] ?? '';
    const options = { sources: ['warnings' as const], keys: portalKey, startAt };
    await using bench = await Workbench.start(smallWeather, options);
    const names = disguise(key);
    const body = status(
      `o 강풍주의보 : 울릉도, ${names.map((name) => JSON.stringify(name).slice(1, -1)).join(', ')}`,
    );
    bench.upstream.answer('warnings', (_request, response) => response.end(body));
    await bench.pull('warnings');
    const { warnings } = await bench.warningsInForce();
    const zones = warnings.map(({ zone }) => zone.name);

    expect(zones).toContain('울릉도');
    // The bullet of a line may cut off a letter or two.
    const letters = zones.join('').replaceAll(/\[(\d+ characters|secret)\]|[^a-z\d]/gi, '');
    expect(letters.length).toBeLessThan(4);
  });

  test.each(['uv', 'LGT', 'pageNumber', 'SD_TOT', 'RN-60m', '지면온도', '우박 특보(산지)'])(
    'but the name %s is told as it is',
    async (name) => {
      const options = { sources: ['warnings' as const], keys: portalKey, startAt };
      await using bench = await Workbench.start(smallWeather, options);
      const body = status('o 강풍주의보 : 울릉도', `"${name}":1,`);
      bench.upstream.answer('warnings', (_request, response) => response.end(body));
      await bench.pull('warnings');

      expect((await bench.health()).sources[0]?.batch.unknownKeys).toEqual({ [name]: 1 });
    },
  );
});

describe('words that are commands to a terminal', () => {
  const words = '\\u001b[2J\\u001b]0;x\\u0007\\u009b31m\\u202e';
  const body = status(`o 강풍주의보 : 울릉도\\r\\no ${words} : 제주도`, `"${words}\\nlevel":1,`);
  const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

  test('get into no file of the feed', async () => {
    const options = { sources: ['warnings' as const], keys: portalKey, startAt };
    await using bench = await Workbench.start(smallWeather, options);
    bench.upstream.answer('warnings', (_request, response) => response.end(body));
    await bench.pull('warnings');
    const { sources } = await bench.health();

    expect(Object.keys(sources[0]?.batch?.unknownKeys ?? {})).toEqual(['[18 characters]']);
    const texts = JSON.stringify(JSON.parse(JSON.stringify(sources)));
    expect(texts).not.toMatch(/\\u00[0189]|\\u202e/);
    expect(texts).not.toMatch(unseen);
  });

  test('are not printed by nalssi check', async () => {
    const server = createServer((_request, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const main = join(import.meta.dirname, '../../collector/main.ts');
    const child = spawn(process.execPath, [main, 'check', 'warnings'], {
      env: {
        ...bareEnvironment,
        NALSSI_WARNINGS_URL: `http://127.0.0.1:${port}`,
        NALSSI_DATA_GO_KR_KEY: portalKey['data-go-kr'],
      },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await once(child, 'close');
    server.close();

    expect(output).toContain('울릉도');
    expect(output).toContain('Unknown words');
    expect(output).not.toMatch(unseen);
  });
});
