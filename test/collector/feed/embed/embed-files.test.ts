import { expect, test } from 'vitest';
import { embedPathOf } from '../../../../collector/feed/embed/embed-files.ts';

const pathOf = (query: string) => embedPathOf(new URLSearchParams(query));

test.each(['', 'lang=', 'lang=ko', 'lang=ko-KR', 'lang=KO_kr', 'lang=kr', 'lang=kor', 'region='])(
  '%j is the fragment of the country in Korean',
  (query) => {
    expect(pathOf(query)).toBe('embed/ticker.html');
  },
);

test.each(['lang=en', 'lang=en-US', 'lang=EN_gb'])('%j is the one in English', (query) => {
  expect(pathOf(query)).toBe('embed/en/ticker.html');
});

test.each(['lang=ja', 'lang=kok', 'lang=eng', 'region=KR-99', 'region=KR-11,KR-26'])(
  'there is none for %j',
  (query) => {
    expect(pathOf(query)).toBeNull();
  },
);
