import { gzipSync } from 'node:zlib';
import { type Responder, sendXml } from './upstream.ts';

/** Ways in which an upstream fails on the wire, whatever it has to say. */

/** Takes the connection and says nothing. */
export const silence: Responder = () => undefined;

/** Takes the request, begins to answer and stops in the middle of a header. */
export const headerStall: Responder = (_request, response) => {
  response.socket?.write('HTTP/1.1 200 OK\r\nContent-Ty');
};

const headers = Buffer.from(
  `HTTP/1.1 200 OK\r\nX-Filler: ${'h'.repeat(10 * 1024 * 1024)}\r\nContent-Length: 2\r\n\r\nOK`,
);

/** 10 MB of headers. */
export const headerFlood: Responder = (_request, response) => {
  response.socket?.write(headers);
};

/** A byte a second, for as long as anyone listens. */
export const drip: Responder = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/xml' });
  response.write('<');
  const timer = setInterval(() => response.write(' '), 1_000);
  response.on('close', () => clearInterval(timer));
};

/** An HTTP status with a short body. */
export function status(code: number, headers: Record<string, string> = {}): Responder {
  return (_request, response) => {
    response.writeHead(code, { 'Content-Type': 'text/plain', ...headers }).end('Error');
  };
}

/** A page of a proxy or of a maintenance window, with status 200. */
export const webPage: Responder = (_request, response) => {
  response
    .writeHead(200, { 'Content-Type': 'text/html' })
    .end('<!DOCTYPE html>\n<html><body>시스템 점검 중입니다</body></html>');
};

/** Breaks the connection in the middle of a body of known length. */
export function reset(body: string): Responder {
  return (_request, response) => {
    const bytes = Buffer.from(body);
    response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  };
}

/** Says that more comes than does, and ends in order. */
export function tooShort(body: string): Responder {
  return (_request, response) => {
    const bytes = Buffer.from(body);
    response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': bytes.length + 1_000 });
    response.write(bytes, () => response.socket?.end());
  };
}

/** Says that half of what comes is all. */
export function tooLong(body: string): Responder {
  return (_request, response) => {
    const bytes = Buffer.from(body);
    const half = Math.floor(bytes.length / 2);
    response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': half }).end(bytes);
  };
}

/** A gzip stream that breaks off, in an answer of the right length. */
export function truncatedGzip(body: string): Responder {
  return (_request, response) => {
    const bytes = gzipSync(body);
    response
      .writeHead(200, { 'Content-Type': 'text/xml', 'Content-Encoding': 'gzip' })
      .end(bytes.subarray(0, bytes.length / 2));
  };
}

/** A body of any kind with any status. */
export function says(
  body: string | Uint8Array,
  contentType: string,
  code = 200,
  headers: Record<string, string> = {},
): Responder {
  return (_request, response) => {
    response.writeHead(code, { 'Content-Type': contentType, ...headers }).end(body);
  };
}

/** Sends whoever asks to the metadata of a cloud machine, which no outsider may see. */
export const redirectInside: Responder = status(302, {
  Location: 'http://169.254.169.254/latest/meta-data/',
});

/** The first half of a document, as if it were whole. */
export function truncated(body: string): Responder {
  return sendXml(body.slice(0, body.length / 2));
}

/** Entities that would grow to gigabytes if anyone expanded them. */
export const doctypeBomb: Responder = sendXml(
  `<?xml version="1.0"?>\n<!DOCTYPE current [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>\n<current xmlns="current"><weather year="2024" month="11" day="24" hour="07"><local stn_id="90" desc="&b;" ta="1.0">속초</local></weather></current>`,
);

const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));

/** 100 kB on the wire that unpack to 100 MB. */
export const gzipBomb: Responder = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Encoding': 'gzip' }).end(bomb);
};
