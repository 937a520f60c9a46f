import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, RawConnection, ServedProcess } from './served-process.ts';

// Requests of every shape, as bytes, to `nalssi serve` as a process. Each is answered as promised,
// none with a fault of ours, none with a word in the log, and the server goes on.

let served: ServedProcess;

beforeAll(async () => {
  served = await ServedProcess.start();
});

afterAll(() => served[Symbol.asyncDispose]());

const index = '/v1/index.json';
const oembed = '/w/1/oembed.json';
const host = 'Host: news.example\r\n';

function get(target: string, headers = host, method = 'GET', version = 'HTTP/1.1'): string {
  return `${method} ${target} ${version}\r\n${headers}\r\n`;
}

function withHost(value: string, target = index): string {
  return get(target, `Host: ${value}\r\n`);
}

/** What is sent, and the statuses that are promised. */
type Shape = [name: string, bytes: string, ...statuses: number[]];

const hosts: Shape[] = [
  ['a name', withHost('news.example'), 200],
  ['a name and a port', withHost('news.example:8080'), 200],
  ['a name and an empty port', withHost('news.example:'), 200],
  ['an IPv4 address', withHost('127.0.0.1:80'), 200],
  ['an IPv6 address', withHost('[::1]:8080'), 200],
  ['another case of the name of the header', get(index, 'hOsT: news.example\r\n'), 200],
  ['none', get(index, ''), 400],
  ['an empty one', withHost(''), 400],
  ['two of the same', get(index, host + host), 400],
  ['two that differ', get(index, `${host}Host: evil.example\r\n`), 400],
  ['a name with a dot at its end', withHost('news.example.'), 200],
  ['a name with underlines', withHost('_feed.news_site.example'), 200],
  ['a name in Punycode', withHost('xn--zs4b11lita.kr'), 200],
  ['dots alone', withHost('..'), 400],
  ['two dots in a row', withHost('a..b'), 400],
  ['a hyphen alone', withHost('-'), 400],
  ['a hyphen at the end of a label', withHost('a-.example'), 400],
  ['Punycode of nothing', withHost('xn--'), 400],
  ['a label of 64 characters', withHost(`${'a'.repeat(64)}.example`), 400],
  ['two colons', withHost('a:b:c'), 400],
  ['colons alone', withHost(':::'), 400],
  ['a port too large', withHost('news.example:99999'), 400],
  ['a port that is a word', withHost('news.example:http'), 400],
  ['half a bracket', withHost('[::1'), 400],
  ['brackets around no address', withHost('[zz]'), 400],
  ['an IPv4 address out of range', withHost('999.1.1.1'), 400],
  ['a user', withHost('user:secret@news.example'), 400],
  ['a path', withHost('news.example/x'), 400],
  ['a space', withHost('news example'), 400],
  ['a list', withHost('news.example, evil.example'), 400],
  ['markup', withHost('"><script>'), 400],
  ['a percent', withHost('%00'), 400],
  ['bytes beyond ASCII', withHost('\xeb\x82\xa0\xec\x94\xa8.kr'), 400],
  ['a NUL', withHost('a\0b'), 400],
  ['5,000 characters', withHost('a'.repeat(5_000)), 400],
  ['two colons, of the live answer', withHost('a:b:c', oembed), 400],
  ['brackets around no address, of the live answer', withHost('[::', oembed), 400],
  ['an IPv4 address out of range, of the live answer', withHost('1.2.3.4.5', oembed), 400],
  ['a name, of the live answer', withHost('news.example', oembed), 200],
];

const targets: Shape[] = [
  ['the absolute form', get(`http://news.example${index}`), 200],
  ['the absolute form in capitals', get(`HTTP://NEWS.example:80${index}`), 200],
  ['the absolute form with https', get(`https://news.example${index}?x=1`), 200],
  ['the absolute form of another host', get(`http://other.example${index}`), 200],
  ['the absolute form without a path', get('http://news.example'), 200],
  ['the absolute form with a query alone', get('http://news.example?x'), 200],
  ['the absolute form without a Host', get(`http://news.example${index}`, ''), 400],
  ['the absolute form with a user', get(`http://u:p@news.example${index}`), 400],
  ['the absolute form without a host', get(`http://${index}`), 400],
  ['the absolute form with an odd host', get(`http://a:b:c${index}`), 400],
  ['another scheme', get(`ftp://news.example${index}`), 400],
  ['the authority form', get('news.example:80'), 400],
  ['the asterisk form', get('*'), 400],
  ['the asterisk form of OPTIONS', get('*', host, 'OPTIONS'), 204],
  ['CONNECT', get('news.example:443', host, 'CONNECT'), 405],
  ['CONNECT to a path', get('/', host, 'CONNECT'), 405],
  ['no target', `GET  HTTP/1.1\r\n${host}\r\n`, 400],
  ['a target without its slash', get('v1/index.json'), 400],
  ['an encoded slash', get('/v1%2findex.json'), 404],
  ['dots', get('/v1/../../../etc/passwd'), 404],
  ['encoded dots', get('/v1/%2e%2e/%2e%2e/etc/passwd'), 404],
  ['encoded dots, twice', get('/v1/%252e%252e/etc/passwd'), 404],
  ['backslashes', get('/v1/..\\..\\etc\\passwd'), 404],
  ['two slashes at the start', get(`/${index}`), 404],
  ['an encoded NUL', get('/v1/index.json%00'), 404],
  ['an invalid percent', get('/v1/%zz'), 404],
  ['half a percent', get('/%'), 404],
  ['an overlong form of UTF-8', get('/v1/%c0%ae%c0%ae/x'), 404],
  ['bytes beyond ASCII', get('/v1/\xeb\x82\xa0\xec\x94\xa8.json'), 400],
  ['a fragment', get(`${index}#x`), 404],
  ['a space', get('/v1/a b'), 400],
  ['a NUL', get('/v1/\0'), 400],
  ['the name of a prototype', get('/__proto__'), 404],
  ['the name of a constructor', get('/v1/constructor'), 404],
  ['the name of a prototype in the query', get(`${index}?__proto__[x]=1&constructor=2`), 200],
  [
    'a fragment of a region that is a prototype',
    get('/v1/embed/ticker.html?region=__proto__'),
    404,
  ],
  ['a query that is no query', get(`${index}?%zz=%&&==&?`), 200],
  ['a live answer for an odd query', get(`${oembed}?url=%zz&maxwidth=NaN&url=x`), 404],
  ['a live answer for an address that is none', get(`${oembed}?url=http://[`), 404],
  ['a live answer for half a pair', get(`${oembed}?url=%ed%a0%80&maxwidth=1e999`), 404],
  ['a live answer in absolute form', get(`http://news.example${oembed}?maxwidth=1`), 200],
  ['4,096 characters', get(`/${'a'.repeat(4_095)}`), 404],
  ['4,097 characters', get(`/${'a'.repeat(4_096)}`), 414],
  ['20,000 characters', get(`/${'a'.repeat(20_000)}`), 431],
];

const versions: Shape[] = [
  ['HTTP/1.0 without a Host', get(index, '', 'GET', 'HTTP/1.0'), 200],
  ['HTTP/1.0 with an odd Host', get(index, 'Host: a:b:c\r\n', 'GET', 'HTTP/1.0'), 400],
  ['HTTP/1.0 that wants to stay', get(index, 'Connection: keep-alive\r\n', 'GET', 'HTTP/1.0'), 200],
  ['HTTP/0.9', `GET ${index}\r\n\r\n`, 400],
  ['HTTP/0.9 by name', get(index, host, 'GET', 'HTTP/0.9'), 400],
  ['HTTP/1.2', get(index, host, 'GET', 'HTTP/1.2'), 400],
  ['RTSP/1.0', get(index, host, 'GET', 'RTSP/1.0'), 400],
  ['RTSP/1.0 for all', get('*', host, 'OPTIONS', 'RTSP/1.0'), 400],
  ['HTTP/2.0 on one line', get(index, host, 'GET', 'HTTP/2.0'), 400],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 400],
  ['another protocol', get(index, host, 'GET', 'ICAP/1.0'), 400],
  ['the hello of TLS', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n', 400],
  [
    'an upgrade to h2c',
    get(
      index,
      `${host}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n`,
    ),
    200,
  ],
  [
    'an upgrade to a websocket',
    get(
      index,
      `${host}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n`,
    ),
    200,
  ],
  ['empty lines before', `\r\n\r\n${get(index)}`, 200],
];

const methods: Shape[] = [
  ['a method in lower case', get(index, host, 'get'), 400],
  ['a method that nobody knows', get(index, host, 'NALSSI'), 400],
  ['TRACE', get(index, host, 'TRACE'), 405],
  ['PROPFIND', get(index, host, 'PROPFIND'), 405],
  ['DELETE', get(index, host, 'DELETE'), 405],
  ['POST with a body', `${get(index, `${host}Content-Length: 3\r\n`, 'POST')}abc`, 405],
  [
    'OPTIONS of a page',
    get(
      index,
      `${host}Origin: https://a.example\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: x-a, ${'b'.repeat(900)}\r\n`,
      'OPTIONS',
    ),
    204,
  ],
  ['OPTIONS of what is not there', get('/nothing', host, 'OPTIONS'), 204],
];

const bodies: Shape[] = [
  ['a body of GET', `${get(index, `${host}Content-Length: 3\r\n`)}abc`, 200],
  ['a body of GET that does not come', get(index, `${host}Content-Length: 1000000000\r\n`), 200],
  [
    'a body of GET in chunks',
    `${get(index, `${host}Transfer-Encoding: chunked\r\n`)}3\r\nabc\r\n0\r\n\r\n`,
    200,
  ],
  [
    'chunks that are none',
    `${get('/nothing', `${host}Transfer-Encoding: chunked\r\n`)}zz\r\n`,
    404,
  ],
  [
    'chunks and a length',
    `${get(index, `${host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n`)}0\r\n\r\n${get('/smuggled')}`,
    400,
  ],
  [
    'chunks and a length, the other way round',
    `${get(index, `${host}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n`)}0\r\n\r\n`,
    400,
  ],
  ['chunks under an odd name', get(index, `${host}Transfer-Encoding: xchunked\r\n`), 400],
  ['two lengths', get(index, `${host}Content-Length: 3\r\nContent-Length: 4\r\n`), 400],
  ['a length below 0', get(index, `${host}Content-Length: -1\r\n`), 400],
  ['a length that is no number', get(index, `${host}Content-Length: 1e3\r\n`), 400],
  [
    'a length beyond all numbers',
    get(index, `${host}Content-Length: 99999999999999999999\r\n`),
    400,
  ],
  [
    'the expectation to be told to go on',
    get(index, `${host}Expect: 100-continue\r\nContent-Length: 3\r\n`),
    200,
  ],
  ['another expectation', get(index, `${host}Expect: the-worst\r\n`), 417],
];

const headers: Shape[] = [
  ['a line that ends in LF', `GET ${index} HTTP/1.1\nHost: news.example\n\n`, 400],
  ['a header that ends in LF', `GET ${index} HTTP/1.1\r\n${host}X-A: b\nX-C: d\r\n\r\n`, 400],
  ['a header that ends in CR', `GET ${index} HTTP/1.1\r\n${host}X-A: b\rX-C: d\r\n\r\n`, 400],
  ['a folded header', get(index, `${host}X-A: b\r\n c\r\n`), 400],
  ['a space before the colon', get(index, `${host}X-A : b\r\n`), 400],
  ['a space before the first header', `GET ${index} HTTP/1.1\r\n ${host}\r\n`, 400],
  ['no name', get(index, `${host}: b\r\n`), 400],
  ['no colon', get(index, `${host}X-A\r\n`), 400],
  ['a NUL', get(index, `${host}X-A: b\0c\r\n`), 400],
  ['the name of a prototype', get(index, `${host}__proto__: x\r\nconstructor: y\r\n`), 200],
  ['100 headers', get(index, host + 'X-A: b\r\n'.repeat(99)), 200],
  ['101 headers', get(index, host + 'X-A: b\r\n'.repeat(100)), 431],
  ['2,500 headers', get(index, host + 'a:\r\n'.repeat(2_500)), 431],
  [
    'a second Host behind 2,500 headers',
    get(index, `${host}${'a:\r\n'.repeat(2_500)}Host: b\r\n`),
    431,
  ],
  ['one of 20 kB', get(index, `${host}Cookie: ${'a'.repeat(20_000)}\r\n`), 431],
  [
    'a scheme of a proxy that is none',
    get(oembed, `${host}X-Forwarded-Proto: javascript\r\nX-Forwarded-Host: evil.example\r\n`),
    200,
  ],
  ...[
    'bytes=0-0',
    'bytes=-1',
    'bytes=0-,0-,0-,0-',
    `bytes=${'0-1,'.repeat(500)}2-3`,
    'bytes=9-1',
    'bytes=99999999999999999999-',
    'lines=1-2',
    'x',
  ].map(
    (range): Shape => [
      `Range: ${range.slice(0, 30)}`,
      get(index, `${host}Range: ${range}\r\n`),
      200,
    ],
  ),
  ...[
    ['If-None-Match', '"', 200],
    ['If-None-Match', ',,,', 200],
    ['If-None-Match', 'W/', 200],
    ['If-None-Match', '*, "x"', 200],
    ['If-None-Match', ' * ', 304],
    ['If-None-Match', '"a,'.repeat(2_000), 200],
    ['If-Modified-Since', '9999', 200],
    ['If-Modified-Since', '0', 200],
    ['If-Modified-Since', 'Infinity', 200],
    ['If-Modified-Since', 'Fri, 99 Zzz 2999 99:99:99 GMT', 200],
    ['If-Modified-Since', 'Fri, 31 Dec 2100 00:00:00 GMT', 304],
    ['If-Modified-Since', 'Friday, 01-Jan-49 00:00:00 GMT', 304],
    ['If-Modified-Since', 'Fri Dec  1 00:00:00 2100', 304],
    ['If-Match', '"x"', 200],
    ['If-Range', '"x"', 200],
    ['Accept-Encoding', 'br;q=', 200],
    ['Accept-Encoding', 'br;q=1e999, gzip;q=NaN, zstd;q=-1', 200],
    ['Accept-Encoding', ';;;,,,q=1;q=2', 200],
    ['Accept-Encoding', '__proto__, constructor;q=0.5', 200],
    ['Accept-Encoding', 'br,'.repeat(4_000), 200],
    ['Accept-Encoding', '*;q=0', 200],
    ['Accept', 'application/x-nothing;q=0', 200],
    ['Connection', 'Host, Content-Length', 200],
  ].map(
    ([name, value, status]): Shape => [
      `${name}: ${String(value).slice(0, 40)}`,
      get(index, `${host}${name}: ${value}\r\n`),
      Number(status),
    ],
  ),
];

const sequences: Shape[] = [
  ['two at once', get(index) + get('/nothing'), 200, 404],
  ['a good one and a bad one', `${get(index)}nonsense\r\n\r\n`, 200, 400],
  ['a bad one and a good one', withHost('a:b:c') + get(index), 400],
  ['a live one and a good one', get(oembed) + get(index), 200, 200],
  ['HEAD and a bad one', get(index, host, 'HEAD'), 200],
];

describe.each([
  ['a Host', hosts],
  ['a target', targets],
  ['a version', versions],
  ['a method', methods],
  ['a body', bodies],
  ['headers', headers],
  ['requests in a row', sequences],
] satisfies [string, Shape[]][])('%s:', (_, shapes) => {
  test.each<Shape>(shapes)('%s', async (_name, bytes, ...statuses) => {
    using connection = await RawConnection.open(served.port);
    connection.send(bytes);
    const answers = await connection.answers(statuses.length, bytes.startsWith('HEAD'));

    expect(answers.map(({ status }) => status)).toEqual(statuses);
    for (const answer of answers) expectPromises(answer);
    await expectUnharmed();
  });
});

/** What every answer says, right or wrong. */
function expectPromises({ status, headers: sent, body }: Answer): void {
  expect(sent).toMatchObject({
    'access-control-allow-origin': '*',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    date: expect.stringMatching(/ GMT$/),
  });
  if (status < 400) return;
  expect(sent['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(sent['cache-control']).toBe('no-store');
  expect(JSON.parse(body)).toMatchObject({ status, type: expect.any(String) });
  expect(body).not.toMatch(/\n|\bat \S+:\d+|node:|\.ts\b/);
}

let complaintsBefore = 0;

beforeEach(() => {
  complaintsBefore = served.complaints.length;
});

async function expectUnharmed(): Promise<void> {
  using next = await RawConnection.open(served.port);
  next.send(get(index));
  const [answer] = await next.answers(1);

  expect(answer?.status).toBe(200);
  expect(served.complaints.slice(complaintsBefore)).toEqual([]);
}

describe('a connection', () => {
  test('that ends its half at once is answered', async () => {
    using connection = await RawConnection.open(served.port);
    connection.socket.end(get(index));
    const [answer] = await connection.answers(1);

    expect(answer?.status).toBe(200);
    await expectUnharmed();
  });

  test.each([
    '',
    'GE',
    `GET ${index}`,
    get(index).slice(0, -2),
    `${get(index, `${host}Content-Length: 9\r\n`)}abc`,
  ])('that is reset after %j does no harm', async (bytes) => {
    const connection = await RawConnection.open(served.port);
    connection.send(bytes);
    connection.socket.resetAndDestroy();
    await expectUnharmed();
  });

  test.each([
    ['a request that was refused', withHost('a:b:c')],
    ['CONNECT', get('news.example:443', host, 'CONNECT')],
    ['nonsense', 'nonsense\r\n\r\n'],
    ['a body that nobody reads', get(index, `${host}Content-Length: 1000000000\r\n`)],
  ])('that goes on to send and is reset after %s does no harm', async (_, bytes) => {
    // Whether a reset overtakes the answer is a matter of luck.
    const tries = ['x', '', 'x'.repeat(200_000)].flatMap((more) => Array<string>(20).fill(more));
    for (const more of tries) {
      const connection = await RawConnection.open(served.port);
      connection.send(bytes + more);
      if (more !== 'x') await connection.answers(1);
      connection.send(more);
      connection.socket.resetAndDestroy();
    }
    await expectUnharmed();
    // A fault would come a moment after the reset.
    await expectUnharmed();
  });

  test('that is reset in the middle of a large answer does no harm', async () => {
    const connection = await RawConnection.open(served.port);
    connection.send(get('/v1/observations.json').repeat(20));
    await connection.answers(1);
    connection.socket.resetAndDestroy();
    await expectUnharmed();
  });

  test('on which a request comes byte by byte is answered', async () => {
    using connection = await RawConnection.open(served.port);
    connection.socket.setNoDelay(true);
    for (const byte of get(index)) {
      await new Promise<void>((sent) => connection.socket.write(byte, () => sent()));
    }
    const [answer] = await connection.answers(1);

    expect(answer?.status).toBe(200);
  });

  test('stays open after an answer, also after one that there is nothing', async () => {
    using connection = await RawConnection.open(served.port);
    connection.send(get(index) + get('/nothing'));
    await connection.answers(2);
    connection.send(get(index));

    expect((await connection.answers(3)).map(({ status }) => status)).toEqual([200, 404, 200]);
  });

  test.each([
    ['a request that was refused', withHost('a:b:c')],
    ['a body that nobody reads', get(index, `${host}Content-Length: 1000000000\r\n`)],
    ['CONNECT', get('news.example:443', host, 'CONNECT')],
  ])('is ended after %s', async (_, bytes) => {
    using connection = await RawConnection.open(served.port);
    connection.send(bytes);
    const [answer] = await connection.answers(1);
    await connection.ended;

    expect(answer?.headers['connection']).toBe('close');
  });

  test('with 64 requests waiting for the first answer gets all answers', async () => {
    using connection = await RawConnection.open(served.port);
    connection.send(get('/nothing').repeat(65));
    await connection.answers(65);
    connection.send(get('/nothing').repeat(65));
    const answers = await connection.answers(130);

    expect(answers.map(({ status }) => status)).toEqual(Array(130).fill(404));
  });

  test('with more than 64 is ended', async () => {
    using connection = await RawConnection.open(served.port);
    connection.send(get('/nothing').repeat(1_000));
    await connection.ended;

    expect((await connection.answers(1_000)).length).toBeLessThan(66);
    await expectUnharmed();
  });
});
