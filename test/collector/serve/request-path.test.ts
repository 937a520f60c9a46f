import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { pathOf } from '../../../collector/serve/request-path.ts';

function request(url: string): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  message.url = url;
  return message;
}

test.each([
  ['/weather/v1/ticker.json', '/weather', '/v1/ticker.json'],
  ['/v1/ticker.json', '/weather', '/v1/ticker.json'],
  ['/weatherman/v1/ticker.json', '/weather', '/weatherman/v1/ticker.json'],
  ['/v1/weather', '/weather', '/v1/weather'],
  ['/v1/ticker.json', '', '/v1/ticker.json'],
])('%s below "%s" is %s', (url, prefix, path) => {
  expect(pathOf(request(url), prefix)).toBe(path);
});

test('a query counts for the fragments alone', () => {
  expect(pathOf(request('/v1/ticker.json?v=1'))).toBe('/v1/ticker.json');
  expect(pathOf(request('/v1/embed/ticker.html?region=KR-44'))).toMatch(
    /^\/v1\/embed\/.*KR-44.*\.html$/,
  );
  expect(pathOf(request('/v1/embed/ticker.html?region=nowhere'))).toBe('/v1/nothing');
});
