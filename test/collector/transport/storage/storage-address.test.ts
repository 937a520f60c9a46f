import { expect, test } from 'vitest';
import {
  type StorageAddress,
  storageAddressOf,
  urlOfObject,
} from '../../../../collector/transport/storage/storage-address.ts';

const amazon = { region: 'us-east-1', endpoint: null };

function addressOf(text: string, standard = amazon): StorageAddress {
  const address = storageAddressOf(text, standard);
  if (typeof address === 'string') throw new Error(address);
  return address;
}

test.each([
  ['s3://weather', 'https://weather.s3.us-east-1.amazonaws.com/v1/index.json'],
  ['s3://weather/', 'https://weather.s3.us-east-1.amazonaws.com/v1/index.json'],
  [
    's3://weather/a/b?region=ap-northeast-2',
    'https://weather.s3.ap-northeast-2.amazonaws.com/a/b/v1/index.json',
  ],
  ['s3://news.example', 'https://s3.us-east-1.amazonaws.com/news.example/v1/index.json'],
  [
    's3://weather/site?endpoint=https://kr.object.ncloudstorage.com',
    'https://kr.object.ncloudstorage.com/weather/site/v1/index.json',
  ],
  [
    's3://weather?endpoint=http://10.0.0.1:9000/s3/',
    'http://10.0.0.1:9000/s3/weather/v1/index.json',
  ],
])('%s has its objects at %s', (text, url) => {
  const address = addressOf(text);

  expect(urlOfObject(address, `${address.prefix}v1/index.json`).href).toBe(url);
});

test.each([
  ['s3://'],
  ['s3://Weather'],
  ['s3://a'],
  ['s3://weather/../other'],
  ['s3://weather/a b'],
  ['s3://weather?endpoint=ftp://host'],
  ['s3://weather?endpoint=https://user:pass@host'],
  ['s3://weather?region=a/b'],
  ['s3://weather?acl=public'],
  ['s3://weather#part'],
])('%s is refused in words that do not repeat it', (text) => {
  const says = storageAddressOf(text, amazon);

  expect(says).toEqual(expect.any(String));
  for (const part of ['Weather', 'user', 'pass', 'acl', 'ftp']) expect(says).not.toContain(part);
});
