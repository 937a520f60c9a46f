import { describe, expect, test } from 'vitest';
import { embedFragmentOf } from '../../../collector/feed/embed/embed-fragment.ts';
import { encode } from '../../../collector/publish/encode.ts';
import { isFeedPath } from '../../../collector/serve/published/feed-bounds.ts';
import { isOwnText, withOwnTexts } from '../../../collector/serve/published/own-texts.ts';
import { recordedTickerFile } from '../../widget/recorded-ticker-file.ts';

const file = recordedTickerFile();
const [first] = file.observations;
if (first === undefined) throw new Error('There is no observation.');
const own = embedFragmentOf(file, null, 'ko');

test.each([
  ['of the country', own],
  ['of a region in English', embedFragmentOf(file, 'KR-44', 'en')],
  [
    'of a replay that is late',
    embedFragmentOf({ ...file, mode: 'replay', status: 'stale' }, null, 'ko'),
  ],
  ['without a station', embedFragmentOf({ ...file, observations: [] }, 'KR-44', 'ko')],
  [
    'with signs of HTML in a name and an older value',
    embedFragmentOf(
      {
        ...file,
        observations: [
          { ...first, name: { ko: `<'&">`, en: 'a' }, observedAt: '2024-11-24T05:00:00+09:00' },
          ...file.observations,
        ],
      },
      null,
      'ko',
    ),
  ],
])('a text %s, as we make it, is ours', (_what, text) => {
  expect(isOwnText(text)).toBe(true);
});

describe('a text is none of ours', () => {
  test.each([
    '<script>alert(1)</script>',
    '<script src="https://evil.example/a.js"></script>',
    '<<p>script>alert(1)<</p>/script>',
    '<img src=x onerror=alert(1)>',
    '<p onclick="alert(1)">',
    '<a href="javascript:alert(1)">',
    '<a href="&#x6a;avascript:alert(1)">',
    '<p style="position:fixed">',
    '<div data-hx-get="https://evil.example/">',
    '<div data-controller="x">',
    '<p class="modal">',
    '<p id="x">',
    '<!--#exec cmd="id" -->',
    '<?php echo 1 ?>',
    '{{ constructor.constructor("alert(1)")() }}',
    '&#123;&#123; 1 &#125;&#125;',
    '&#x7b;&#x7b; 1 &#x7d;&#x7d;',
    '&lbrace;&lbrace; 1 }}',
    '\u00e0script',
    '\u0000',
    '<p',
    '<p class="nalssi-embed"',
    '&am<p>p;',
  ])('with %j in it', (planted) => {
    expect(isOwnText(own.replace('</p>', `${planted}</p>`))).toBe(false);
  });
});

test('a text for pages has no other form than the one that was looked at', async () => {
  const { identity, hash } = await encode(own, 'plain');
  const other = await encode('<script>alert(1)</script>');
  const files = new Map([['embed/ticker.html', { identity, hash, encoded: other.encoded }]]);

  expect(withOwnTexts(files).get('embed/ticker.html')).toEqual({ identity, hash, encoded: {} });
});

test('a text of the edition before is the same file again, so that nobody makes an answer of it anew', async () => {
  const files = new Map([['embed/ticker.html', await encode(own)]]);

  const [before, after] = [withOwnTexts(files), withOwnTexts(new Map(files))];
  expect(after.get('embed/ticker.html')).toBe(before.get('embed/ticker.html'));
});

test('texts that are published as they are served are served as they are', async () => {
  const files = new Map([['embed/ticker.html', await encode(own, 'plain')]]);

  expect(withOwnTexts(files)).toBe(files);
});

test('a text that is longer than any of ours is refused, whatever it says', () => {
  expect(isOwnText('a'.repeat(8 * 1024 * 1024))).toBe(false);
});

test('a text for pages that is kept packed is looked at as well', async () => {
  const { encoded, hash } = await encode('<script>alert(1)</script>');
  const files = new Map([['embed/en/ticker.html', { identity: null, hash, encoded }]]);

  expect(() => withOwnTexts(files)).toThrow(
    /^embed\/en\/ticker\.html holds what no text of nalssi/,
  );
});

test.each([
  'a.html',
  'a.js',
  'a.css',
  'a.svg',
  'a/api.html',
  'embed/a.js',
  'embed/a.b.html',
  'sw.js',
])('%s is no file of a feed that another publishes', (path) => {
  expect(isFeedPath(path)).toBe(false);
});
