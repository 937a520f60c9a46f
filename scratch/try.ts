import { ObjectStorage } from '../collector/transport/storage/object-storage.ts';
import { storageAddressOf } from '../collector/transport/storage/storage-address.ts';
for (const [port, id, secret] of [[18900,'test:tester','testing'],[18901,'testkey','testing']] as const) {
  const address = storageAddressOf('s3://feed/site', { region: 'us-east-1', endpoint: new URL(`http://127.0.0.1:${port}`) });
  if (typeof address === 'string') throw new Error(address);
  const root = new ObjectStorage({ ...address, prefix: '' }, { accessKeyId: id, secretAccessKey: secret, sessionToken: null });
  const s = new ObjectStorage(address, { accessKeyId: id, secretAccessKey: secret, sessionToken: null });
  const h = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=20', 'content-encoding': 'gzip' };
  const t = async (n: string, f: () => Promise<unknown>) => { try { console.log(port, n, await f()); } catch (e) { console.log(port, n, 'ERR', (e as Error).message, (e as {refusal?: string}).refusal); } };
  await t('no bucket', () => s.put('v1/a.json', Buffer.from('x'), h));
  await t('make', () => root.put('', Buffer.alloc(0), h as never));
  let etag: string | null = null;
  await t('put', async () => (etag = await s.put('v1/a.json', Buffer.from('xyz'), h)));
  await t('get', async () => { const o = await s.get('v1/a.json', 100); return [o?.bytes.toString(), o?.etag, o?.modifiedAt]; });
  await t('get none', () => s.get('v1/none.json', 100));
  await t('list', async () => [...await s.list()]);
  await t('ifNoneMatch', () => s.put('v1/a.json', Buffer.from('x'), h, { ifNoneMatch: '*' }));
  await t('ifNoneMatch new', () => s.put('v1/new.json', Buffer.from('x'), h, { ifNoneMatch: '*' }));
  await t('ifMatch good', async () => (etag = await s.put('v1/a.json', Buffer.from('xyz2'), h, { ifMatch: String(etag) })));
  await t('ifMatch unquoted', () => s.put('v1/a.json', Buffer.from('xyz3'), h, { ifMatch: String(etag).replaceAll('"', '') }));
  await t('ifMatch bad', () => s.put('v1/a.json', Buffer.from('xyz4'), h, { ifMatch: '"deadbeefdeadbeefdeadbeefdeadbeef"' }));
  await t('ifMatch bad unq', () => s.put('v1/a.json', Buffer.from('xyz4'), h, { ifMatch: 'deadbeefdeadbeefdeadbeefdeadbeef' }));
  await t('delete', () => s.delete('v1/a.json'));
  await t('delete none', () => s.delete('v1/a.json'));
  const wrong = new ObjectStorage(address, { accessKeyId: id, secretAccessKey: 'nonsense', sessionToken: null });
  await t('wrong', () => wrong.put('v1/a.json', Buffer.from('x'), h));
  for (const x of [s, root, wrong]) await x[Symbol.asyncDispose]();
}
