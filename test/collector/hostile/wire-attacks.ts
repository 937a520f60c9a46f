import type { Socket } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

/** What an upstream does on its connection, whatever the source. */
export interface WireAttack {
  readonly name: string;
  /** Of the source's error. */
  readonly code: string;
  /** Answers the request that came in on the socket. */
  readonly answer: (socket: Socket) => void;
}

/** Writes for as long as the other side reads. */
function endless(head: string | Buffer, unit: string | Buffer) {
  return (socket: Socket): void => {
    const block = typeof unit === 'string' ? Buffer.from(unit) : unit;
    const many = Buffer.concat(Array(Math.ceil(65_536 / block.length)).fill(block));
    const write = () => {
      while (socket.writable && socket.write(many));
    };
    socket.on('drain', write);
    socket.write(head);
    write();
  };
}

/** Writes a little every 20 ms, for as long as anyone listens. */
function dripping(head: string, unit: string) {
  return (socket: Socket): void => {
    socket.setNoDelay(true);
    socket.write(head);
    const timer = setInterval(() => socket.write(unit), 20);
    socket.on('close', () => clearInterval(timer));
  };
}

const once = (bytes: string | Buffer) => (socket: Socket) => void socket.end(bytes);

/** A byte that is neither UTF-8 nor EUC-KR. */
const noText = Buffer.of(0xff);

const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;
const long = 'e'.repeat(60_000);

function encoded(coding: string, bytes: Buffer): Buffer {
  const head = `${ok}Content-Encoding: ${coding}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

const zeros = Buffer.alloc(64 * 1024 * 1024, ' ');
const gzipBomb = gzipSync(zeros);
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const largeWindow = {
  params: {
    ...brotli.params,
    [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
    [constants.BROTLI_PARAM_LGWIN]: 30,
  },
};

export const wireAttacks: readonly WireAttack[] = [
  { name: 'silence', code: 'timeout', answer: () => undefined },
  { name: 'half a status line', code: 'timeout', answer: (socket) => void socket.write('HTTP/1.') },
  { name: 'half a header', code: 'timeout', answer: (socket) => void socket.write(`${ok}X: y`) },
  { name: 'dripping headers', code: 'timeout', answer: dripping(ok, 'X: y\r\n') },
  { name: 'a dripping body', code: 'timeout', answer: dripping(`${ok}\r\n<`, ' ') },
  { name: 'dripping chunks', code: 'timeout', answer: dripping(chunked, '1\r\n \r\n') },
  {
    name: 'a dripping chunk extension',
    code: 'timeout',
    answer: dripping(`${chunked}1;`, 'e'),
  },
  {
    name: 'dripping slices of large buffers',
    code: 'too-large',
    answer: dripping(chunked, `1;${long}\r\n \r\n`),
  },
  {
    name: 'dripping interim answers',
    code: 'timeout',
    answer: dripping('', 'HTTP/1.1 103 E\r\n\r\n'),
  },
  {
    name: 'one-byte chunks with 60 kB of extensions',
    code: 'too-large',
    answer: endless(chunked, `1;${long}\r\n \r\n`),
  },
  {
    name: 'one-byte chunks without end',
    code: 'too-large',
    answer: endless(chunked, '1\r\n \r\n'),
  },
  {
    name: 'one chunk extension without end',
    code: 'too-large',
    answer: endless(`${chunked}1;`, 'e'),
  },
  { name: 'zeros before the size of a chunk', code: 'too-large', answer: endless(chunked, '0') },
  { name: 'a body without end', code: 'too-large', answer: endless(`${ok}\r\n`, '<a>') },
  {
    name: 'a content length of 9 TB',
    code: 'too-large',
    answer: endless(`${ok}Content-Length: 9000000000000\r\n\r\n`, ' '),
  },
  {
    name: 'an error body without end',
    code: 'too-large',
    answer: endless('HTTP/1.1 500 E\r\n\r\n', '{'),
  },
  { name: 'a 404 without end', code: 'too-large', answer: endless('HTTP/1.1 404 E\r\n\r\n', '<') },
  { name: 'a header without end', code: 'too-large', answer: endless(`${ok}X: `, 'h') },
  { name: 'a name of a header without end', code: 'too-large', answer: endless(ok, 'h') },
  { name: 'headers without end', code: 'too-large', answer: endless(ok, 'X: y\r\n') },
  { name: 'empty headers without end', code: 'too-large', answer: endless(ok, 'a:\r\n') },
  {
    name: 'trailers without end',
    code: 'too-large',
    answer: endless(`${chunked}0\r\n`, 'X: y\r\n'),
  },
  { name: 'a trailer without end', code: 'too-large', answer: endless(`${chunked}0\r\nX: `, 'h') },
  {
    name: 'early hints without end',
    code: 'too-large',
    answer: endless('', 'HTTP/1.1 103 E\r\n\r\n'),
  },
  {
    name: 'early hints with 12 kB of headers each',
    code: 'too-large',
    answer: endless('', `HTTP/1.1 103 E\r\nLink: ${'l'.repeat(12_000)}\r\n\r\n`),
  },
  { name: '102 without end', code: 'too-large', answer: endless('', 'HTTP/1.1 102 P\r\n\r\n') },
  {
    name: '100 that nobody asked for',
    code: 'reset',
    answer: endless('', 'HTTP/1.1 100 C\r\n\r\n'),
  },
  {
    name: 'another protocol',
    code: 'reset',
    answer: once('HTTP/1.1 101 S\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
  },
  { name: 'blank lines before the answer', code: 'too-large', answer: endless('', '\r\n') },
  { name: 'a reason without end', code: 'too-large', answer: endless('HTTP/1.1 200 ', 'O') },
  {
    name: 'a redirect to itself',
    code: 'redirect',
    answer: once('HTTP/1.1 302 F\r\nLocation: /\r\nContent-Length: 0\r\n\r\n'),
  },
  {
    name: 'a redirect with a body without end',
    code: 'redirect',
    answer: endless('HTTP/1.1 301 M\r\nLocation: /\r\n\r\n', 'r'),
  },
  { name: 'no HTTP', code: 'malformed', answer: endless('', '\u0016\u0003\u0001') },
  {
    name: 'a size of a chunk that overflows',
    code: 'malformed',
    answer: once(`${chunked}fffffffffffffffff\r\n`),
  },
  {
    name: 'a size of a chunk that is no number',
    code: 'malformed',
    answer: once(`${chunked}zz\r\n`),
  },
  {
    name: 'a content length below zero',
    code: 'malformed',
    answer: once(`${ok}Content-Length: -1\r\n\r\n`),
  },
  {
    name: 'two content lengths',
    code: 'reset',
    answer: once(`${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`),
  },
  {
    name: 'garbage after the answer without end',
    code: 'encoding',
    answer: endless(
      Buffer.concat([Buffer.from(`${ok}Content-Length: 1\r\n\r\n`), noText]),
      'garbage',
    ),
  },
  { name: 'an end at once', code: 'reset', answer: (socket) => void socket.end() },
  { name: 'a reset at once', code: 'reset', answer: (socket) => void socket.resetAndDestroy() },
  {
    name: 'less than its content length',
    code: 'reset',
    answer: once(`${ok}Content-Length: 100\r\n\r\n<`),
  },
  { name: 'a gzip bomb', code: 'too-large', answer: once(encoded('gzip', gzipBomb)) },
  {
    name: 'a gzip bomb in a gzip',
    code: 'encoding',
    answer: once(encoded('gzip', gzipSync(gzipBomb))),
  },
  {
    name: 'a gzip bomb in a coding over a coding',
    code: 'too-large',
    answer: once(encoded('gzip, gzip', gzipSync(gzipBomb))),
  },
  {
    name: 'three codings over each other',
    code: 'encoding',
    answer: once(encoded('gzip, gzip, gzip', gzipSync(gzipSync(gzipBomb)))),
  },
  {
    name: 'a deflate bomb',
    code: 'too-large',
    answer: once(encoded('deflate', deflateSync(zeros))),
  },
  {
    name: 'a brotli bomb',
    code: 'too-large',
    answer: once(encoded('br', brotliCompressSync(zeros, brotli))),
  },
  {
    name: 'a brotli window of 1 GB',
    code: 'malformed',
    answer: once(encoded('br', brotliCompressSync(zeros.subarray(0, 1000), largeWindow))),
  },
  {
    name: 'a zstd bomb that nobody asked for',
    code: 'encoding',
    answer: once(encoded('zstd', zstdCompressSync(zeros))),
  },
  {
    name: '3,000 empty gzip members',
    code: 'encoding',
    answer: once(
      encoded('gzip', Buffer.concat([...Array(3_000).fill(gzipSync('')), gzipSync(noText)])),
    ),
  },
  {
    name: 'a gzip without end',
    code: 'too-large',
    answer: endless(`${ok}Content-Encoding: gzip\r\n\r\n`, gzipSync('<a>')),
  },
  {
    name: 'a gzip that is none',
    code: 'malformed',
    answer: once(encoded('gzip', Buffer.from('\u0001<a/>'))),
  },
  {
    name: 'half a gzip',
    code: 'malformed',
    answer: once(encoded('gzip', gzipBomb.subarray(0, 40))),
  },
];
