import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resultCodes } from '../../../../collector/sources/portal/codes.ts';
import {
  readPortalAnswer,
  readPortalFailure,
} from '../../../../collector/sources/portal/envelope.ts';
import { SourceError } from '../../../../collector/sources/source-error.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';
import {
  formatGatewayFailure,
  formatPortalAnswer,
  formatPortalFailure,
} from '../../../upstream/formats/data-go-kr.ts';

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function read(text: string) {
  return readPortalAnswer('data-go-kr', bytesOf(text));
}

function capture(name: string): Uint8Array {
  return readFileSync(new URL(`../data-go-kr/captures/${name}`, import.meta.url));
}

const items = [
  { category: 'PTY', nx: 60, obsrValue: '0' },
  { category: '쀍 & <똠>', nx: 61, obsrValue: '' },
];
const asText = items.map((item) => new Map(Object.entries(item).map(([k, v]) => [k, String(v)])));

test.each(['JSON', 'XML'] as const)('items are read from %s', (form) => {
  expect(read(formatPortalAnswer(items, form)).items).toEqual(asText);
});

test.each(['JSON', 'XML'] as const)('a single item of %s is read', (form) => {
  expect(read(formatPortalAnswer(items.slice(0, 1), form)).items).toEqual(asText.slice(0, 1));
});

test('blanks and a mark of byte order may stand before the answer', () => {
  expect(read(`\uFEFF\r\n  ${formatPortalAnswer(items, 'JSON')}`).items).toEqual(asText);
});

test('EUC-KR is read as well', () => {
  const bytes = encodeEucKr(formatPortalAnswer(items, 'XML'));

  expect(readPortalAnswer('data-go-kr', bytes).items).toEqual(asText);
});

test.each(['"items":""', '"items":{"item":""}', '"items":[]', '"items":{"item":[]}'])(
  'no item written as %s is an empty list',
  (written) => {
    const text = `{"response":{"header":{"resultCode":"0000"},"body":{${written},"totalCount":0}}}`;

    expect(read(text).items).toEqual([]);
  },
);

test.each(['JSON', 'XML'] as const)('fewer items than the total of %s are refused', (form) => {
  const text = formatPortalAnswer(items, form).replace(/(totalCount\D+)2/, '$13');

  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'shape' }));
});

test('keys around the items that no guide names are counted', () => {
  const text = formatPortalAnswer(items, 'JSON').replace('"pageNo"', '"page"');

  expect(read(text).unknownKeys).toEqual({ page: 1 });
});

test('a key that is a trap for objects is data', () => {
  const text = formatPortalAnswer(items, 'JSON').replace('"category"', '"__proto__"');

  expect(read(text).items[0]?.get('__proto__')).toBe('PTY');
});

test.each([...resultCodes].filter(([, { code }]) => code !== 'ok'))(
  'result code %s has its meaning in both envelopes and both forms',
  (number, { code, retryAfter = null }) => {
    const written = String(number).padStart(2, '0');
    for (const format of [formatPortalFailure, formatGatewayFailure]) {
      for (const form of ['JSON', 'XML'] as const) {
        const text = format(written, 'ANY WORDS', form);

        expect(() => read(text)).toThrow(expect.objectContaining({ code, retryAfter }));
        expect(readPortalFailure('data-go-kr', bytesOf(text))).toMatchObject({ code, retryAfter });
      }
    }
  },
);

test.each(['0', '00', '000', '0000'])('result code %s is success', (code) => {
  const text = formatPortalAnswer(items, 'JSON').replace('"00"', `"${code}"`);

  expect(read(text).items).toHaveLength(2);
});

test('a result code may be a number', () => {
  expect(() => read('{"response":{"header":{"resultCode":22}}}')).toThrow(
    expect.objectContaining({ code: 'quota' }),
  );
});

test.each([
  ['error-30-legacy.xml', 'auth'],
  ['error-30-2026.json', 'auth'],
  ['error-30-2026.xml', 'auth'],
  ['no-data-20260821.json', 'no-data'],
])('the capture %s says %s', (name, code) => {
  const read = () => readPortalAnswer('data-go-kr', capture(name));

  expect(read).toThrow(expect.objectContaining({ code }));
  expect(readPortalFailure('data-go-kr', capture(name))).toMatchObject({ code });
});

test.each([
  ['Unexpected errors', 'upstream-fault'],
  ['Unauthorized', 'auth'],
  ['SERVICE ERROR - HTTP ROUTING ERROR\n', 'upstream-fault'],
])('the gateway says %j in plain text', (text, code) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  expect(readPortalFailure('data-go-kr', bytesOf(text))).toMatchObject({ code });
});

test.each([
  ['an unknown result code', formatPortalFailure('77', 'NEW', 'JSON'), 'shape'],
  ['a result code in words', formatPortalFailure('OK', 'OK', 'JSON'), 'shape'],
  ['no result code', '{"response":{"body":{}}}', 'shape'],
  ['another document', '{"observations":[]}', 'shape'],
  ['success without a body', '{"response":{"header":{"resultCode":"00"}}}', 'shape'],
  ['other words', 'hello', 'shape'],
  ['a list', '[1]', 'shape'],
  ['nothing', ' \n', 'malformed'],
  ['half an answer', formatPortalAnswer(items, 'JSON').slice(0, 80), 'malformed'],
  ['half an XML answer', formatPortalAnswer(items, 'XML').slice(0, 180), 'malformed'],
  ['a page', '<!DOCTYPE html><html><body>점검</body></html>', 'html'],
  ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "c">]><response>&b;</response>', 'doctype'],
  ['a nest of objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, 'shape'],
  ['a nest of elements', '<response>'.repeat(500), 'shape'],
])('%s is refused with code %3$s', (_what, text, code) => {
  expect(() => read(text)).toThrow(SourceError);
  expect(() => read(text)).toThrow(expect.objectContaining({ code }));
});

test.each(['<html>404</html>', '', '{"a":1}', formatPortalFailure('77', 'NEW', 'XML')])(
  'the status decides where the body says nothing known: %j',
  (text) => {
    expect(readPortalFailure('data-go-kr', bytesOf(text))).toBe(null);
  },
);

test('no error repeats what the upstream wrote', () => {
  const text = formatGatewayFailure('30', 'serviceKey=SECRET', 'XML');
  const broken = `{"serviceKey":"SECRET`;
  for (const body of [text, broken, 'SECRET', formatPortalFailure('SECRET', '', 'JSON')]) {
    let caught: unknown;
    try {
      read(body);
    } catch (error) {
      caught = error;
    }

    expect(caught).toBeInstanceOf(SourceError);
    if (!(caught instanceof SourceError)) continue;
    expect(`${caught.stack} ${caught.detail} ${String(caught.cause)}`).not.toContain('SECRET');
  }
});
