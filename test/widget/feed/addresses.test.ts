import { describe, expect, test } from 'vitest';
import { feedBaseOf } from '../../../widget/embed/script-origin.ts';
import { tickerFileUrl } from '../../../widget/feed/feed-url.ts';

describe('feed base of a script', () => {
  test.each([
    ['https://weather.example.com/w/1/nalssi.js', 'https://weather.example.com/v1/'],
    ['http://127.0.0.1:8080/w/nalssi.js?x#y', 'http://127.0.0.1:8080/v1/'],
    [
      'https://news.example.com/weather/w/1.4.2/nalssi.global.js?x',
      'https://news.example.com/weather/v1/',
    ],
    ['https://news.example.com/js/vendor/lib/nalssi.js', 'https://news.example.com/v1/'],
    ['blob:https://news.example.com/1', ''],
    ['file:///tmp/nalssi.js', ''],
    [undefined, ''],
  ])('%s', (script, base) => {
    expect(feedBaseOf(script)).toBe(base);
  });
});

describe('ticker file of a feed base', () => {
  const page = 'https://news.example.com/a/article.html';

  test.each([
    ['https://weather.example.com/v1/', 'https://weather.example.com/v1/ticker.json'],
    ['https://weather.example.com/v1', 'https://weather.example.com/v1/ticker.json'],
    ['/weather/v1/', 'https://news.example.com/weather/v1/ticker.json'],
    ['', 'https://news.example.com/v1/ticker.json'],
    ['javascript:alert(1)', null],
    ['https://no host', null],
  ])('%s', (base, url) => {
    expect(tickerFileUrl(base, page)).toBe(url);
  });
});
