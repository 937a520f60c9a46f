import { describe, expect, test } from 'vitest';
import { oembedAddressOf, oembedOf } from '../../../collector/feed/embed/oembed-answer.ts';

const origin = 'https://weather.example.com';
const belowPath = 'https://news.example.com/weather/';

function ask(query: Readonly<Record<string, string>> = {}, site = `${origin}/`) {
  return oembedOf(new URLSearchParams(query), site, '/w/1/frame.html');
}

describe('the oEmbed answer', () => {
  test('has everything that rich content needs', () => {
    expect(ask()).toMatchObject({ version: '1.0', type: 'rich', width: 640, height: 40 });
  });

  test('of no address is the national ticker in a frame that cannot reach its page', () => {
    const html = ask()?.html;

    expect(html).toContain('src="https://weather.example.com/w/1/frame.html"');
    expect(html).toContain('height="40"');
    expect(html).toMatch(/sandbox="allow-scripts allow-popups[^"]*"/);
    expect(html).not.toContain('allow-same-origin');
  });

  test('keeps what the address says of the ticker', () => {
    const url = `${origin}/w/1.0.0/frame.html?region=KR-44&lang=en#top`;

    expect(ask({ url })?.html).toContain(
      'src="https://weather.example.com/w/1.0.0/frame.html?region=KR-44&amp;lang=en" title="Weather in Chungnam"',
    );
  });

  test('is no larger than the page wants, but high enough for a line', () => {
    expect(ask({ maxwidth: '320', maxheight: '30' })).toMatchObject({ width: 320, height: 30 });
    expect(ask({ maxwidth: '9999', maxheight: '5' })).toMatchObject({ width: 640, height: 24 });
    expect(ask({ maxwidth: '-1', maxheight: 'x' })).toMatchObject({ width: 640, height: 40 });
  });

  test('of the page of a board is high enough for one, which scrolls in it', () => {
    const url = `${origin}/w/1/frame-board.html?region=KR-44&parts=map`;
    const answer = ask({ url });

    expect(answer).toMatchObject({ width: 640, height: 900, title: '충청남도 날씨' });
    expect(answer?.html).toContain('src="https://weather.example.com/w/1/frame-board.html?region=');
    expect(answer?.html).toContain('height="900"');
    expect(answer?.html).not.toContain('scrolling');
    expect(ask({ url, maxheight: '500' })?.height).toBe(500);
    expect(ask({ url, maxheight: '5' })?.height).toBe(240);
  });

  test('is as wide as its column, also where a CMS drops its style on a phone', () => {
    const html = ask({ maxwidth: '500' })?.html ?? '';

    // What WordPress leaves of it in an article.
    expect(html).toContain('width="100%"');
    expect(html).toContain('max-width:500px');
    expect(ask()?.html).toContain('max-width:100%');
  });

  test.each([
    ['?region=KR-44', '충청남도 날씨'],
    ['?region=충남·대전', '충청남도·대전광역시 날씨'],
    ['?region=KR-44&stations=108', '날씨'],
    ['?region=Atlantis', '날씨'],
    ['', '날씨'],
  ])('of the frame %s is called %s', (search, title) => {
    const answer = ask({ url: `${origin}/w/1/frame.html${search}` });

    expect(answer?.title).toBe(title);
    expect(answer?.html).toContain(` title="${title}"`);
  });

  test.each([
    'https://evil.example/w/1/frame.html',
    'https://weather.example.com.evil.example/w/1/frame.html',
    `${origin}/w/1/nalssi.js`,
    `${origin}/w/1/../../frame.html`,
    'javascript:alert(1)//w/1/frame.html',
    'https://',
    '//evil.example/w/1/frame.html',
  ])('of %s is none', (url) => {
    expect(ask({ url })).toBeNull();
  });

  test('lets no markup out of the address', () => {
    const html = ask({ url: `${origin}/w/1/frame.html?label="><script>alert(1)</script>` })?.html;

    expect(html).not.toContain('<script');
    expect(html?.match(/"/g)).toHaveLength(18);
  });

  test('of a site below a path is of its frames alone', () => {
    const url = `${belowPath}w/1/frame.html?region=KR-44`;

    expect(ask({}, belowPath)?.html).toContain(`src="${belowPath}w/1/frame.html"`);
    expect(ask({ url }, belowPath)?.html).toContain(`src="${url}"`);
    expect(ask({ url: 'https://news.example.com/w/1/frame.html' }, belowPath)).toBeNull();
  });

  test('has its own address, in full and with all of the frame’s', () => {
    const frame = new URL(`${belowPath}w/1/frame.html?region=KR-44&lang=en`);

    expect(oembedAddressOf(frame)).toBe(
      `${belowPath}w/1/oembed.json?url=${encodeURIComponent(frame.href)}&format=json`,
    );
  });
});
