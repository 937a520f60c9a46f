import { resolve } from 'node:path';
import { validateDetailed } from 'node-cron';
import { z } from 'zod';
import { type SourceId, sourceIds, sources } from './sources/registry.ts';
import type { DownloadLimits } from './sources/source.ts';

/** How one source is asked, after the environment had its say. */
export interface SourceConfig {
  readonly id: SourceId;
  readonly baseUrl: URL;
  readonly cron: string;
  readonly limits: DownloadLimits;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path of everything the collector writes. */
  readonly dataDirectory: string;
  /** In order of trust. */
  readonly sources: readonly SourceConfig[];
  /** Variables that look like ours and are not, each with the likely name. */
  readonly unknownVariables: readonly string[];
}

/** The environment cannot be used. The message names every wrong variable and the mend. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

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
    error: ({ input }) => `${show(input)} is not an address. Use 127.0.0.1, or 0.0.0.0 for all.`,
  });

const directory = z
  .string()
  .default('.nalssi')
  .refine((text) => !text.includes('\0'), { error: 'holds a NUL byte. Use the path of a folder.' })
  .transform((path) => resolve(path));

const sourceList = z
  .string()
  .default(sourceIds.join(','))
  .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
  .pipe(
    z
      .array(
        z.enum(sourceIds, {
          error: ({ input }) =>
            `${show(input)} is not a source. Choose from: ${sourceIds.join(', ')}.`,
        }),
      )
      .min(1, { error: `names no source. Choose from: ${sourceIds.join(', ')}.` }),
  )
  .transform((ids) => [...new Set(ids)]);

const baseUrl = (id: SourceId) =>
  z
    .string()
    .default(sources[id].baseUrl)
    .refine((text) => isBaseUrl(text), {
      error: ({ input }) =>
        `${show(input)} is not a base URL. Use http:// or https:// with a host, without user, query or fragment, as in ${sources[id].baseUrl}.`,
    })
    .transform((text) => new URL(text));

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return (url.protocol === 'http:' || url.protocol === 'https:') && plain;
}

const cron = (id: SourceId) =>
  z
    .string()
    .default(sources[id].cron)
    .refine((text) => validateDetailed(text).valid, {
      error: ({ input }) =>
        `${show(input)} is not a cron expression (${cronFault(String(input))}). Use five fields, or six with seconds first, as in "${sources[id].cron}".`,
    });

function cronFault(text: string): string {
  return validateDetailed(text).errors[0]?.message ?? 'unreadable';
}

const onlyChoice = (choice: string) =>
  z
    .literal(choice, {
      error: ({ input }) => `${show(input)} is not known. Use ${choice}, or unset it.`,
    })
    .default(choice);

/** `kma-map` with `URL` is `NALSSI_KMA_MAP_URL`. */
export function variableOf(id: SourceId, what: 'URL' | 'CRON'): string {
  return `NALSSI_${id.toUpperCase().replaceAll('-', '_')}_${what}`;
}

const general = z.object({
  PORT: port,
  NALSSI_HOST: host,
  NALSSI_DATA_DIR: directory,
  NALSSI_SOURCES: sourceList,
  NALSSI_STORE: onlyChoice('sqlite'),
  NALSSI_PUBLISH: onlyChoice('directory'),
});

const bySource = z.object(
  Object.fromEntries(
    sourceIds.flatMap((id) => [
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
  if (!read.success || !readBySource.success) {
    const issues = [...(read.error?.issues ?? []), ...(readBySource.error?.issues ?? [])];
    const faults = issues.map(({ path, message }) => `  ${String(path[0])}: ${message}`);
    throw new ConfigError(`The environment is not right:\n${[...new Set(faults)].join('\n')}`);
  }
  return {
    port: read.data.PORT,
    host: read.data.NALSSI_HOST,
    dataDirectory: read.data.NALSSI_DATA_DIR,
    sources: read.data.NALSSI_SOURCES.map((id) => ({
      id,
      baseUrl: readBySource.data[variableOf(id, 'URL')] as URL,
      cron: readBySource.data[variableOf(id, 'CRON')] as string,
      limits: sources[id].limits,
    })),
    unknownVariables: unknownVariables(Object.keys(given)),
  };
}

/** Ours, but not the collector's: the browsers of the test suite. */
const elsewhere = new Set(['NALSSI_CHROMIUM', 'NALSSI_WIDGET_DIR']);

function unknownVariables(names: readonly string[]): string[] {
  const known = [...Object.keys(general.shape), ...Object.keys(bySource.shape)];
  return names.filter(
    (name) => name.startsWith('NALSSI_') && !known.includes(name) && !elsewhere.has(name),
  );
}

function show(input: unknown): string {
  return JSON.stringify(String(input).slice(0, 80));
}
