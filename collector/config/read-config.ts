import type { z } from 'zod';
import { type PublishSettings, publishSettingsOf } from '../publish/storage/storage-settings.ts';
import { proxiesOf } from '../sources/proxies.ts';
import type { Keys } from '../sources/source.ts';
import { upstreamIds } from '../sources/source-id.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { redisOf } from './shapes/store.ts';
import { configOf, type SourceValues, sourceVariables } from './source-variables.ts';
import { sourcesOn } from './sources-on.ts';
import { variables } from './variables.ts';

/** The variables that are set, as texts. */
type Given = Readonly<Record<string, string>>;

/** Reads the environment once. An empty variable counts as unset. Throws ConfigError. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = givenIn(environment);
  const { values, ofSources, publish } = check(given);
  const keys = keysOf(values);
  const proxies = proxiesOf(given);
  const everySource = Object.fromEntries(
    upstreamIds.map((id) => [id, { ...configOf(id, ofSources), proxies }]),
  ) as Config['everySource'];
  const { on, off } = sourcesOn({
    chosen: values.NALSSI_SOURCES,
    keys,
    given: new Set(Object.keys(given)),
  });
  return {
    port: values.PORT,
    host: values.NALSSI_HOST,
    metrics: values.NALSSI_METRICS,
    publicUrl: values.NALSSI_PUBLIC_URL ?? null,
    dataDirectory: values.NALSSI_DATA_DIR,
    sources: on.map((id) => everySource[id]),
    everySource,
    refreshesTables: values.NALSSI_TABLES === 'daily',
    off,
    keys,
    publish,
    isStateInStorage: values.NALSSI_STORE === 'publish',
    redis: redisOf(values.NALSSI_STORE),
    proxies,
    logFormat: values.NALSSI_LOG ?? (process.stdout.isTTY ? 'text' : 'json'),
    widgetDirectory: values.NALSSI_WIDGET_DIR ?? null,
    chromium: values.NALSSI_CHROMIUM ?? null,
    unknownVariables: unknownOf(given),
  };
}

function givenIn(environment: Readonly<Record<string, string | undefined>>): Given {
  const set = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== '',
  );
  return Object.fromEntries(set);
}

type Values = z.output<typeof variables>;

interface Checked {
  readonly values: Values;
  readonly ofSources: SourceValues;
  readonly publish: PublishSettings;
}

/** Takes all of it, or names everything that is wrong at once. */
function check(given: Given): Checked {
  const values = variables.safeParse(given);
  const ofSources = sourceVariables.safeParse(given);
  const publish = publishSettingsOf(given, given['NALSSI_STORE'] === 'publish');
  if (values.success && ofSources.success && 'storages' in publish) {
    return { values: values.data, ofSources: ofSources.data as SourceValues, publish };
  }
  const issues = [...(values.error?.issues ?? []), ...(ofSources.error?.issues ?? [])];
  const faults = [
    ...issues.map(({ path, message }) => `  ${String(path[0])}: ${message}`),
    ...('storages' in publish ? [] : publish.map(({ variable, says }) => `  ${variable}: ${says}`)),
  ];
  throw new ConfigError(`The environment is not right:\n${[...new Set(faults)].join('\n')}`);
}

function keysOf({ NALSSI_KMA_APIHUB_KEY: hub, NALSSI_DATA_GO_KR_KEY: portal }: Values): Keys {
  return { ...(hub && { 'kma-apihub': hub }), ...(portal && { 'data-go-kr': portal }) };
}

/** Most likely slips of the pen. */
function unknownOf(given: Given): string[] {
  const known = [...Object.keys(variables.shape), ...Object.keys(sourceVariables.shape)];
  return Object.keys(given).filter((name) => name.startsWith('NALSSI_') && !known.includes(name));
}
