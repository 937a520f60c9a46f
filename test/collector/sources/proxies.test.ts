import { expect, test } from 'vitest';
import { proxyUrlOf } from '../../../collector/sources/proxies.ts';

test.each([
  ['no escape', 'news room', 'pa%ss', 'news%20room', 'pa%25ss'],
  ['no escape in the name', 'news%room', 'word', 'news%25room', 'word'],
  ['an escape', 'news%40room', 'pa%25ss', 'news%40room', 'pa%25ss'],
  ['bytes that are no UTF-8', 'news%ffroom', 'pa%ffss', 'news%25ffroom', 'pa%25ffss'],
])(
  'percent signs of a name and a password can be decoded, those that begin %s too',
  (_, name, word, user, password) => {
    expect(proxyUrlOf(`http://${name}:${word}@proxy.example:3128`)).toMatchObject({
      username: user,
      password,
    });
  },
);

test.each([
  ['proxy:3128', 'http://proxy:3128/'],
  ['https://proxy:3128', 'https://proxy:3128/'],
  ['socks5://proxy:3128', undefined],
  ['http://', undefined],
])('%s is the proxy %s', (text, address) => {
  expect(proxyUrlOf(text)?.href).toBe(address);
});
