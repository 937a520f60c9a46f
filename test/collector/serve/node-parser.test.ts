import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { isRtsp, stopParsing } from '../../../collector/serve/node-parser.ts';
import { RawConnection } from './served-process.ts';

// `socket.parser` is not in Node's manual. Where a new Node no longer has it nothing of the server
// breaks: it holds more memory for those who ask 1,000 times at once, and answers RTSP. This says so.

test('this Node tells what its parser reads, and stops it', async () => {
  const seen: boolean[] = [];
  const server = createServer((request, response) => {
    seen.push(isRtsp(request.socket));
    stopParsing(request.socket);
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  using connection = await RawConnection.open((server.address() as AddressInfo).port);
  connection.send('GET / RTSP/1.0\r\n\r\n'.repeat(20));
  await connection.ended;
  const closed = once(server, 'close');
  server.close();
  await closed;

  // If this fails after an upgrade of Node: collector/serve/node-parser.ts needs another way.
  expect(seen[0]).toBe(true);
  // The one after which it was told to stop, and at most the next, whose headers end it.
  expect(seen.length).toBeLessThanOrEqual(2);
});
