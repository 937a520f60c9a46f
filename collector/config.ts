import { existsSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join, resolve } from 'node:path';
import { validateDetailed } from 'node-cron';
import { z } from 'zod';
import { type PublishSettings, publishSettingsOf } from './publish/storage/storage-settings.ts';
import type { ListenAddress, MetricsPlace } from './serve/metrics-place.ts';
import { type Proxies, proxiesOf, proxyUrlOf } from './sources/proxies.ts';
import { sources } from './sources/registry.ts';
import { type KeyId, type Keys, keyVariables } from './sources/source.ts';
import type { SourceConfig } from './sources/source-config.ts';
import type { SourceId, TableSourceId, UpstreamId } from './sources/source-id.ts';
import { tableSources } from './sources/zones/sources.ts';
import type { LogFormat } from './telemetry/log.ts';
import { decodeOnce, shortestSecret } from './telemetry/secrets.ts';
import { isShowable, show } from './telemetry/shown-value.ts';
import { isOfRedis, type RedisAddress, redisAddressOf } from './transport/redis/redis-address.ts';

/** A source that is not asked, and why. */
interface OffSource {
  readonly id: SourceId;
  readonly note: string;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly metrics: MetricsPlace;
  /**
   * Where readers find what is served, as in `https://news.example.com/weather/`, with a slash at
   * its end; `null` where nobody said it, and each request tells.
   */
  readonly publicUrl: string | null;
  /** Absolute path of everything the collector writes. */
  readonly dataDirectory: string;
  /** Those that are on, in order of trust. */
  readonly sources: readonly SourceConfig[];
  /** Every source, on or off, and the upstreams of tables: a person may ask for any of them. */
  readonly everySource: { readonly [Id in UpstreamId]: SourceConfig<Id> };
  /** Whether a service refreshes its tables once a day. */
  readonly refreshesTables: boolean;
  readonly off: readonly OffSource[];
  /** Decoded. Secret. */
  readonly keys: Keys;
  /** Where the feed goes. Secret, where that is a storage. */
  readonly publish: PublishSettings;
  /** Whether state lies in the first storage of `publish`, for runs on machines that are new each time. */
  readonly isStateInStorage: boolean;
  /** What several collectors share; `null` for one that keeps its state for itself. Secret. */
  readonly redis: RedisAddress | null;
  readonly proxies: Proxies;
  readonly logFormat: LogFormat;
  /** Absolute path of the built widget, or `null` for that of the package `@nalssi/widget`. */
  readonly widgetDirectory: string | null;
  /** Path of the browser of the test suite, or `null` for one that is installed. */
  readonly chromium: string | null;
  /** Variables that look like ours and are not. */
  readonly unknownVariables: readonly string[];
}

/** The environment cannot be used. The message names every wrong variable and the mend. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Every source there is, in order of trust. */
export const allSources = Object.keys(sources) as [SourceId, ...SourceId[]];

const allTableSources = Object.keys(tableSources) as TableSourceId[];
const upstreams = { ...sources, ...tableSources };

const port = z
  .string()
  .default('8080')
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65535, {
    error: ({ input }) =>
      `${show(input)} is not a port. Use a number from 1 to 65535, as in PORT=8080.`,
  })
  .transform(Number);

const host = z
  .string()
  .default('127.0.0.1')
  .refine((text) => /^[\w.:%-]+$/.test(text), {
    error: ({ input }) =>
      `${show(input, ['localhost'])} is not an address. Use 127.0.0.1 or ::1, or 0.0.0.0 or :: for all.`,
  });

const metrics = z
  .string()
  .refine((text) => text === 'off' || isListenAddress(text), {
    error: ({ input }) =>
      `${show(input, ['on', 'off'])} is no address with a port. Use one as in 127.0.0.1:9464 or [::1]:9464, or off.`,
  })
  .transform((text): MetricsPlace => (text === 'off' ? text : listenAddressOf(text)))
  .default('beside-feed');

function isListenAddress(text: string): boolean {
  const isForm = /^(?:[\w.-]+|\[[\da-f:.]+(?:%[\w.-]+)?\]):\d{1,5}$/i.test(text);
  if (!isForm) return false;
  const { host, port: number } = listenAddressOf(text);
  return number <= 65535 && (!text.startsWith('[') || isIPv6(host));
}

function listenAddressOf(text: string): ListenAddress {
  const colon = text.lastIndexOf(':');
  return {
    host: text.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: Number(text.slice(colon + 1)),
  };
}

const publicUrl = z
  .string()
  .refine((text) => publicUrlFault(text) === null, {
    error: ({ input }) =>
      `${publicUrlFault(String(input))}. Use the address at which readers find what is served here, as in https://weather.example.com or https://news.example.com/weather, or unset it.`,
  })
  .transform((text) => withLastSlash(new URL(text).href))
  .optional();

/** Folders below it are found from it. */
function withLastSlash(address: string): string {
  return address.endsWith('/') ? address : `${address}/`;
}

/** What is wrong with a public address, in words that hold nothing of it; `null` when it is right. */
function publicUrlFault(text: string): string | null {
  const fault = baseUrlFault(text);
  if (fault !== null) return fault;
  const { pathname } = new URL(text);
  if (/\/(?:v1|w|ops)(?:\/|$)/.test(pathname))
    return 'leads to a part of what is served, not to all';
  // It stands in pages and in headers.
  return /^[\w.~!$'()*+,;=:@%/-]*$/.test(pathname) ? null : 'holds characters that no path has';
}

const directory = z
  .string()
  .default('.nalssi')
  .refine((text) => !text.includes('\0'), { error: 'holds a NUL byte. Use the path of a folder.' })
  .transform((path) => resolve(path));

const widgetDirectory = z
  .string()
  .refine((text) => existsSync(join(text, 'nalssi.js')), {
    error: ({ input }) =>
      `${show(input)} is not a folder with nalssi.js in it. Use the folder dist of @nalssi/widget, or unset it.`,
  })
  .transform((path) => resolve(path))
  .optional();

const chromium = z
  .string()
  .refine((path) => existsSync(path), {
    error: ({ input }) => `${show(input)} does not exist. Correct it or unset it.`,
  })
  .optional();

const sourceList = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
  .pipe(
    z
      .array(
        z.enum(allSources, {
          error: ({ input }) =>
            `${show(input, allSources)} is not a source. Choose from: ${allSources.join(', ')}.`,
        }),
      )
      .min(1, { error: `names no source. Choose from: ${allSources.join(', ')}.` }),
  )
  .transform((ids) => [...new Set(ids)])
  .optional();

/** The value is a secret: no message may show it. */
const key = z
  .string()
  .refine((text) => /^[\w.~%+/=-]+$/.test(text), {
    error: 'holds characters that no key has. Copy the key again, without quotes or spaces.',
  })
  .refine((text) => text.length >= shortestSecret, {
    error: `is shorter than ${shortestSecret} characters, which no key is. Copy the key again.`,
  })
  .transform(decodeOnce)
  .optional();

/** May hold a password: no message may show it. */
const proxy = z
  .string()
  .refine((text) => proxyUrlOf(text) !== null, {
    error:
      'is not the address of a proxy. Use http:// or https:// with a host and a port, as in http://proxy.example:3128.',
  })
  .optional();

const baseUrl = (id: UpstreamId) =>
  z
    .string()
    .refine((text) => baseUrlFault(text) === null, {
      error: ({ input }) =>
        `${baseUrlFault(String(input))}. Use http:// or https:// with a host, without user, query or fragment, as in ${upstreams[id].baseUrl}.`,
    })
    .transform((text) => new URL(text))
    .optional();

/** What is wrong with a base URL, in words that hold nothing of it; `null` when it is right. */
function baseUrlFault(text: string): string | null {
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return 'does not begin with http:// or https://';
  }
  if (url.username !== '' || url.password !== '') return 'holds a user name or a password';
  // A bare ? or # leaves the parsed parts empty.
  if (/[?#]/.test(text)) return `holds a ${url.hash === '' ? 'query' : 'fragment'}`;
  return null;
}

const cron = (id: UpstreamId) =>
  z
    .string()
    .refine((text) => validateDetailed(text).valid, {
      error: ({ input }) =>
        `${show(input)} is not a cron expression${cronFault(String(input))}. Use five fields, or six with seconds first, as in "${upstreams[id].cron}".`,
    })
    .optional();

/** The reason repeats parts of the text, so it stands where the text may. */
function cronFault(text: string): string {
  const reason = validateDetailed(text).errors[0]?.message;
  return reason === undefined || !isShowable(text) ? '' : ` (${reason})`;
}

/** `kma-map` with `URL` is `NALSSI_KMA_MAP_URL`. */
export function variableOf(id: UpstreamId, what: 'URL' | 'CRON'): string {
  return `NALSSI_${id.toUpperCase().replaceAll('-', '_')}_${what}`;
}

const stores = ['sqlite', 'publish'] as const;

/** May hold a password: no message may show one that means to be an address. */
const store = z
  .string()
  .refine((text) => isOfRedis(text) || stores.some((known) => known === text), {
    error: ({ input }) =>
      `${show(input, stores)} is not known. Use sqlite, publish to keep state in the storage that NALSSI_PUBLISH names, or redis://host:6379 for several collectors, or unset it.`,
  })
  .refine((text) => !isOfRedis(text) || typeof redisAddressOf(text) !== 'string', {
    error: ({ input }) => String(redisAddressOf(String(input))),
  })
  .default('sqlite');

/** `null` where state is kept elsewhere. */
function redisOf(text: string): RedisAddress | null {
  const address = isOfRedis(text) ? redisAddressOf(text) : null;
  return typeof address === 'string' ? null : address;
}

const general = z.object({
  PORT: port,
  NALSSI_HOST: host,
  NALSSI_METRICS: metrics,
  NALSSI_PUBLIC_URL: publicUrl,
  NALSSI_DATA_DIR: directory,
  NALSSI_SOURCES: sourceList,
  HTTPS_PROXY: proxy,
  https_proxy: proxy,
  HTTP_PROXY: proxy,
  http_proxy: proxy,
  NALSSI_KMA_APIHUB_KEY: key,
  NALSSI_DATA_GO_KR_KEY: key,
  NALSSI_LOG: z
    .enum(['json', 'text'], {
      error: ({ input }) =>
        `${show(input, ['json', 'text'])} is not a form of the log. Use json for machines or text for people.`,
    })
    .optional(),
  NALSSI_STORE: store,
  NALSSI_PUBLISH: z.string().optional(),
  NALSSI_TABLES: z
    .enum(['daily', 'off'], {
      error: ({ input }) =>
        `${show(input, ['daily', 'off'])} is not known. Use daily, or off where no table shall be refreshed.`,
    })
    .default('daily'),
  NALSSI_WIDGET_DIR: widgetDirectory,
  NALSSI_CHROMIUM: chromium,
});

const bySource = z.object(
  Object.fromEntries(
    [...allSources, ...allTableSources].flatMap((id) => [
      [variableOf(id, 'URL'), baseUrl(id)],
      [variableOf(id, 'CRON'), cron(id)],
    ]),
  ),
);

/** Reads the environment once. An empty variable counts as unset. Throws ConfigError. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const read = general.safeParse(given);
  const readBySource = bySource.safeParse(given);
  const publish = publishSettingsOf(given, given['NALSSI_STORE'] === 'publish');
  if (!read.success || !readBySource.success || !('storages' in publish)) {
    const issues = [...(read.error?.issues ?? []), ...(readBySource.error?.issues ?? [])];
    const faults = [
      ...issues.map(({ path, message }) => `  ${String(path[0])}: ${message}`),
      ...('storages' in publish
        ? []
        : publish.map(({ variable, says }) => `  ${variable}: ${says}`)),
    ];
    throw new ConfigError(`The environment is not right:\n${[...new Set(faults)].join('\n')}`);
  }
  const keys: Keys = {
    ...(read.data.NALSSI_KMA_APIHUB_KEY && { 'kma-apihub': read.data.NALSSI_KMA_APIHUB_KEY }),
    ...(read.data.NALSSI_DATA_GO_KR_KEY && { 'data-go-kr': read.data.NALSSI_DATA_GO_KR_KEY }),
  };
  const off = allSources.flatMap((id) => {
    const note = whyOff(id, read.data.NALSSI_SOURCES, keys, given);
    return note === null ? [] : [{ id, note }];
  });
  const on = (read.data.NALSSI_SOURCES ?? allSources).filter(
    (id) => !off.some((source) => source.id === id),
  );
  const variablesBySource = readBySource.data as Record<string, URL | string | undefined>;
  const proxies = proxiesOf(given);
  const everySource = Object.fromEntries(
    [...allSources, ...allTableSources].map((id) => [
      id,
      { ...configOf(id, variablesBySource), proxies },
    ]),
  ) as Config['everySource'];
  return {
    port: read.data.PORT,
    host: read.data.NALSSI_HOST,
    metrics: read.data.NALSSI_METRICS,
    publicUrl: read.data.NALSSI_PUBLIC_URL ?? null,
    dataDirectory: read.data.NALSSI_DATA_DIR,
    sources: on.map((id) => everySource[id]),
    everySource,
    refreshesTables: read.data.NALSSI_TABLES === 'daily',
    off,
    keys,
    publish,
    isStateInStorage: read.data.NALSSI_STORE === 'publish',
    redis: redisOf(read.data.NALSSI_STORE),
    proxies,
    logFormat: read.data.NALSSI_LOG ?? (process.stdout.isTTY ? 'text' : 'json'),
    widgetDirectory: read.data.NALSSI_WIDGET_DIR ?? null,
    chromium: read.data.NALSSI_CHROMIUM ?? null,
    unknownVariables: unknownVariables(Object.keys(given)),
  };
}

/** A source's part of the environment; its own standards where that is silent. */
export function configOf<Id extends UpstreamId>(
  id: Id,
  variables: Readonly<Record<string, URL | string | undefined>> = {},
): SourceConfig<Id> {
  const url = variables[variableOf(id, 'URL')];
  const expression = variables[variableOf(id, 'CRON')];
  return {
    id,
    baseUrl: url instanceof URL ? url : new URL(upstreams[id].baseUrl),
    isBaseUrlGiven: url instanceof URL,
    cron: typeof expression === 'string' ? expression : upstreams[id].cron,
    limits: upstreams[id].limits,
  };
}

/**
 * Why a source is off, or `null` when it is on. `NALSSI_SOURCES` names those that are on. Without it
 * the national list is on, and with it whatever has been given a key, a URL or a schedule of its
 * own: the web pages of KMA are not read unless someone asks for it.
 */
function whyOff(
  id: SourceId,
  chosen: readonly SourceId[] | undefined,
  keys: Keys,
  given: Readonly<Record<string, string | undefined>>,
): string | null {
  if (chosen !== undefined && !chosen.includes(id)) return 'NALSSI_SOURCES does not name it.';
  const wanted: readonly KeyId[] = sources[id].keys;
  if (wanted.length > 0 && !wanted.some((needed) => keys[needed] !== undefined)) {
    return `It needs a key: set ${wanted.map((needed) => keyVariables[needed]).join(' or ')}.`;
  }
  const isConfigured =
    variableOf(id, 'URL') in given || variableOf(id, 'CRON') in given || wanted.length > 0;
  if (chosen !== undefined || id === 'kma-map' || isConfigured) return null;
  return 'It is read only when NALSSI_SOURCES names it.';
}

function unknownVariables(names: readonly string[]): string[] {
  const known = [...Object.keys(general.shape), ...Object.keys(bySource.shape)];
  return names.filter((name) => name.startsWith('NALSSI_') && !known.includes(name));
}
