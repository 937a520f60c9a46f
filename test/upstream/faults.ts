import { gzipSync } from 'node:zlib';
import { type Responder, sendXml } from './upstream.ts';

/** Ways in which an upstream fails on the wire, whatever it has to say. */

/** Takes the connection and says nothing. */
export const silence: Responder = () => undefined;

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

/** The first half of a document, as if it were whole. */
export function truncated(body: string): Responder {
  return sendXml(body.slice(0, body.length / 2));
}

/** Entities that would grow to gigabytes if anyone expanded them. */
export const doctypeBomb: Responder = sendXml(
  `<?xml version="1.0"?>\n<!DOCTYPE current [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>\n<current xmlns="current"><weather year="2024" month="11" day="24" hour="07"><local stn_id="90" desc="&b;" ta="1.0">속초</local></weather></current>`,
);

/** Some kilobytes on the wire that unpack to 100 MB. */
export const gzipBomb: Responder = (_request, response) => {
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));
  response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Encoding': 'gzip' }).end(bomb);
};
