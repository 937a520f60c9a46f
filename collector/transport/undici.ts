/// <reference path="./undici-parts.d.ts" />
import type { Dispatcher as AnyDispatcher } from 'undici';
import ways from 'undici/lib/api/index.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';

/*
 * The parts of undici that speak HTTP/1.1. By its name all of it would be loaded, with fetch, WebSocket, caches
 * and mocks, which nobody here uses: 15 MB more of memory. The version is fixed in package.json, and
 * where a part has moved nothing starts, so that no test passes.
 */
export { default as buildConnector } from 'undici/lib/core/connect.js';
export { default as Client } from 'undici/lib/dispatcher/client.js';
export { default as EnvHttpProxyAgent } from 'undici/lib/dispatcher/env-http-proxy-agent.js';
export { default as Pool } from 'undici/lib/dispatcher/pool.js';

// As undici does where all of it is loaded.
Object.assign(Dispatcher.prototype, ways);

export interface RequestOptions
  extends Omit<AnyDispatcher.RequestOptions, 'origin' | 'path' | 'method'> {
  readonly dispatcher: AnyDispatcher;
  readonly method?: AnyDispatcher.HttpMethod;
}

/** Asks for a URL by HTTP or HTTPS: as undici's function of this name, by `dispatcher`. Rejects with undici's errors. */
export function request(
  { origin, pathname, search }: URL,
  { dispatcher, method = 'GET', ...options }: RequestOptions,
): Promise<AnyDispatcher.ResponseData> {
  return dispatcher.request({ ...options, origin, path: `${pathname}${search}`, method });
}
