import { expect, test } from 'vitest';
import { readListing } from '../../../../collector/transport/storage/listing.ts';
import { StorageError } from '../../../../collector/transport/storage/storage-error.ts';

const contents = (key: string, more: string) => `<Contents><Key>${key}</Key>${more}</Contents>`;
const owner = '<Owner><ID>1</ID><DisplayName>n</DisplayName></Owner>';
const list = (...parts: readonly string[]) =>
  `<ListBucketResult><Name>b</Name>${parts.join('')}</ListBucketResult>`;

test('each object has what is said of itself, and of no other and no owner', () => {
  const modified = '<LastModified>2026-01-01T03:00:00.000Z</LastModified>';
  const text = list(
    contents('v1/a.json', `<ETag>"1"</ETag>${modified}${owner}`),
    '<CommonPrefixes><Prefix>v1/</Prefix></CommonPrefixes>',
    contents('v1/b&amp;c.json', `${owner}<LastModified>soon</LastModified>`),
    '<Contents><ETag>"3"</ETag></Contents>',
  );

  expect(readListing(text)).toEqual({
    objects: new Map([
      ['v1/a.json', { etag: '"1"', modifiedAt: Date.parse('2026-01-01T12:00:00+09:00') }],
      ['v1/b&c.json', { etag: '', modifiedAt: null }],
    ]),
    nextToken: null,
  });
});

test('the next page is named by the list itself, and by nothing in it', () => {
  const token = '<NextContinuationToken>2</NextContinuationToken>';

  expect(readListing(list(token)).nextToken).toBe('2');
  expect(readListing(list(contents('a', token))).nextToken).toBeNull();
});

test('what is longer than a key or a tag can be is left out of a list', () => {
  const long = 'k'.repeat(1_025);
  const text = list(contents(long, ''), contents('v1/a.json', `<ETag>"${long}"</ETag>`));

  expect([...readListing(text).objects]).toEqual([['v1/a.json', { etag: '', modifiedAt: null }]]);
});

test.each([
  ['of something else', '<Error><Code>NoSuchBucket</Code></Error>'],
  ['with a list in it', '<Error><ListBucketResult/></Error>'],
  ['cut off', '<ListBucketResult><Contents>'],
  ['of no XML', 'busy'],
  ['with elements in each other without end', `${list('<a>'.repeat(20), '</a>'.repeat(20))}`],
  [
    'with attributes without end',
    `<ListBucketResult ${Array.from({ length: 20 }, (_, at) => `a${at}="1"`).join(' ')}/>`,
  ],
  [
    'whose next page has a name of 5 kB',
    list(`<NextContinuationToken>${'n'.repeat(5_000)}</NextContinuationToken>`),
  ],
])('an answer %s is no list', (_, text) => {
  expect(() => readListing(text)).toThrow(StorageError);
});
