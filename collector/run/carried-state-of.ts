import { tableFiles } from '../catalogue/learnt-tables.ts';
import type { Config } from '../config/config.ts';
import { tableStateFile } from '../intake/tables/table-state.ts';
import { actionFor } from '../publish/storage/storage-words.ts';
import { CarriedState } from '../store/carried-state.ts';
import { StoreError } from '../store/store.ts';
import { ObjectStorage } from '../transport/storage/object-storage.ts';

/** The state in the first storage of `NALSSI_PUBLISH`. Throws StoreError where there is none. */
export function carriedStateOf({
  publish: { storages, credentials },
  proxies,
  dataDirectory,
}: Config): { readonly state: CarriedState } & AsyncDisposable {
  const [target] = storages;
  if (target === undefined || credentials === null) {
    throw new StoreError('State is to lie in a storage, and NALSSI_PUBLISH names none.');
  }
  const storage = new ObjectStorage(target.address, credentials, proxies);
  return {
    state: new CarriedState(storage, dataDirectory, [...tableFiles, tableStateFile], actionFor),
    [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose](),
  };
}
