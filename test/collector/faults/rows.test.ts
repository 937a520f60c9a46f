import { deflateRawSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodeEucKr } from '../../upstream/euc-kr.ts';
import * as faults from '../../upstream/faults.ts';
import type { Responder } from '../../upstream/upstream.ts';
import type { Weather } from '../../upstream/weather.ts';
import {
  answering,
  apihubAsos,
  apihubAws,
  kmaAws,
  kmaCity,
  kmaMap,
  type Subject,
  subjects,
  warningsInForce,
  weatherOf,
} from './subjects.ts';
import { expectKept, expectUnharmed, startBench, suffer } from './suffer.ts';

const inRows = [kmaMap, kmaCity, kmaAws, apihubAsos, apihubAws];

/** Answers as the subject's upstream does, with the bytes changed. */
function answeringBytes(
  subject: Subject,
  change: (bytes: Buffer) => Uint8Array,
  { weather = weatherOf(subject), headers = {} }: { weather?: Weather; headers?: object } = {},
): Responder {
  return (request, response) => {
    const query = new URL(request.url ?? '/', 'http://upstream').searchParams;
    const text = subject.text(weather, { warnings: warningsInForce, query, form: 'JSON' });
    const bytes = subject.encoding === 'euc-kr' ? encodeEucKr(text) : Buffer.from(text);
    response
      .writeHead(200, { 'Content-Type': subject.contentType, ...headers })
      .end(change(Buffer.from(bytes)));
  };
}

/** The weather of the subject with one temperature that stands nowhere else in an answer. */
function withMark(subject: Subject): { weather: Weather; station: string } {
  const weather = weatherOf(subject);
  const [first, ...others] = weather.stations;
  if (first === undefined) throw new Error('there is no station');
  const values = { ...first.values, temperature: 23.3 };
  return {
    weather: { ...weather, stations: [{ ...first, values }, ...others] },
    station: first.id,
  };
}

/** Puts bytes in place of the first digit of that temperature. */
function spoiled(bytes: Buffer, ...instead: readonly number[]): Uint8Array {
  const at = bytes.indexOf('23.3');
  expect(at).toBeGreaterThan(0);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(instead), bytes.subarray(at + 1)]);
}

describe('one row loses itself and no other:', () => {
  const damages: readonly [string, readonly number[]][] = [
    ['a byte in no encoding', [0xff]],
    ['half a syllable', [0xb0]],
    ['a control character', [0x01]],
    ['a letter', [0x78]],
  ];

  test.concurrent.each(
    inRows.flatMap((subject) =>
      damages.map(([what, bytes]) => ({ name: subject.name, subject, what, bytes })),
    ),
  )('$what in a temperature of $name', async ({ subject, bytes }) => {
    await using bench = await startBench(subject);
    const { weather, station } = withMark(subject);
    bench.upstream.answer(subject.id, answering(subject, { weather }));
    await bench.pull(subject.id);
    const all = (await bench.observations()).observations.length;
    bench.upstream.answer(
      subject.id,
      answeringBytes(subject, (answer) => spoiled(answer, ...bytes), { weather }),
    );
    bench.clock.advance(1);

    expect(await bench.pull(subject.id)).toBe(true);

    const { observations } = await bench.observations();
    const carried = observations.filter(({ temperature }) => temperature?.state === 'carried');
    expect(observations).toHaveLength(all);
    expect(carried).toMatchObject([{ station, temperature: { value: 23.3 } }]);
    const [{ batch } = { batch: undefined }] = (await bench.health()).sources;
    const counted = Object.entries(batch?.dropped ?? {}).filter(([why]) => /^unreadable/.test(why));
    expect(counted.reduce((sum, [, count]) => sum + count, 0)).toBe(
      // The hub is asked for two hours, and says the same of both here.
      subject === apihubAsos ? 2 : 1,
    );
    expect(bench.warnings).toContainEqual(expect.objectContaining({ code: 'dropped-rows' }));
  });

  const rows: readonly [string, string, string][] = [
    ['a raw & in a name', '>속초<', '>속초 & 양양<'],
    ['an entity of HTML', '>속초<', '>속초&nbsp;<'],
    ['a control character in a name', '>속초<', '>속\u0000초<'],
    ['an end tag that is broken', '속초</local>', '속초</loc'],
    ['a quote too many', 'stn_id="90"', 'stn_id="90""'],
  ];

  test.concurrent.each(rows)('%s of kma-map', async (_what, good, bad) => {
    const change = (text: string) => text.replace(good, bad);
    const { before, after, outcomes, health, states } = await suffer(
      kmaMap,
      answering(kmaMap, { change }),
    );

    expect(outcomes).toEqual([true, true]);
    expect(after).toEqual(before);
    expect(states).toEqual(['carried', 'fresh']);
    expect(health?.batch.dropped).toEqual({ 'unreadable-row': 1 });
  });

  test('but not where every row of kma-map has it', async () => {
    const change = (text: string) => text.replaceAll('</local>', '&</local>');
    const aftermath = await suffer(kmaMap, answering(kmaMap, { change }));

    expectKept(aftermath, kmaMap, 'malformed');
  });
});

test('half a syllable in an address costs nothing', async () => {
  const change = (bytes: Buffer) => {
    const at = bytes.indexOf(encodeEucKr('어느시'));
    return Buffer.concat([bytes.subarray(0, at + 1), bytes.subarray(at + 2)]);
  };

  expectUnharmed(await suffer(kmaAws, answeringBytes(kmaAws, change)));
});

describe('around an answer', () => {
  const paddings: readonly [string, string, string][] = [
    ['blank lines before it', '\r\n\n  \n', ''],
    ['a mark of byte order and a blank line', '\ufeff\n', ''],
    ['NULs after it', '', '\0\0\0'],
  ];

  test.concurrent.each(
    subjects.flatMap((subject) =>
      paddings.map(([what, before, after]) => ({
        name: subject.name,
        subject,
        what,
        before,
        after,
      })),
    ),
  )('$what do no harm to $name', async ({ subject, before, after }) => {
    const change = (bytes: Buffer) =>
      Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]);

    expectUnharmed(await suffer(subject, answeringBytes(subject, change)));
  });
});

describe('the content coding', () => {
  const codings: readonly [string, string, (bytes: Buffer) => Uint8Array][] = [
    ['none, which is none', 'none', (bytes) => bytes],
    ['utf-8, which is none', 'utf-8', (bytes) => bytes],
    ['gzip of a body that is plain', 'gzip', (bytes) => bytes],
    ['deflate without its header', 'deflate', (bytes) => deflateRawSync(bytes)],
  ];

  test.concurrent.each(
    subjects.flatMap((subject) =>
      codings.map(([what, coding, change]) => ({
        name: subject.name,
        subject,
        what,
        coding,
        change,
      })),
    ),
  )('$what is read from $name', async ({ subject, coding, change }) => {
    const headers = { 'Content-Encoding': coding };

    expectUnharmed(await suffer(subject, answeringBytes(subject, change, { headers })));
  });

  test('zstd is refused, and health says why', async () => {
    const bytes = zstdCompressSync(Buffer.from('<current/>'));
    const headers = { 'Content-Encoding': 'zstd' };
    const aftermath = await suffer(kmaMap, faults.says(bytes, 'text/xml', 200, headers));

    expectKept(aftermath, kmaMap, 'encoding');
    expect(aftermath.health?.lastError?.message).toContain('the content coding zstd is unknown');
  });
});

describe('temperatures written', () => {
  const minus = (text: string) => text.replace(/-(?=\d+\.\d\b)/g, '−');
  const ways: readonly [string, Subject, (text: string) => string][] = [
    ['with a sign of minus by kma-map', kmaMap, (text) => text.replace(/ta="-/g, 'ta="−')],
    ['with a comma by kma-map', kmaMap, (text) => text.replace(/(ta="-?\d+)\./g, '$1,')],
    ['with their unit by kma-map', kmaMap, (text) => text.replace(/(ta="[^"]*)"/g, '$1℃"')],
    ['with a sign of minus by kma-city', kmaCity, minus],
    ['with a sign of minus by kma-aws', kmaAws, minus],
  ];

  test.concurrent.each(ways)('%s are read', async (_way, subject, change) => {
    const frost = { ...weatherOf(subject) };
    expectUnharmed(
      await suffer(subject, answering(subject, { weather: frost, change, encoding: 'utf-8' })),
    );
  });
});
