import { type FeedFileKind, feedFiles, jsonSchema, schemaPath } from '@nalssi/schemas';
import { z } from 'zod';
import { discoveryFileOf } from './discovery-file.ts';
import { healthFileOf } from './health-file.ts';
import { observationsFileOf } from './observations-file.ts';
import type { Publication } from './publication.ts';
import { stationsFileOf } from './stations-file.ts';
import { tickerFileOf } from './ticker-file.ts';
import { warningsFileOf } from './warnings-file.ts';

/** A file of the feed before compression, by its path below `/v1/`. */
export type FeedFiles = ReadonlyMap<string, string>;

const builders: Readonly<Record<FeedFileKind, (publication: Publication) => object>> = {
  ticker: tickerFileOf,
  observations: observationsFileOf,
  stations: stationsFileOf,
  warnings: warningsFileOf,
  health: healthFileOf,
  index: discoveryFileOf,
};

/** A file that we built does not keep our own contract, and was not published. */
export class InvalidFeedError extends Error {
  override readonly name = 'InvalidFeedError';
}

/**
 * All files of one publish, each valid against its own schema. Throws InvalidFeedError, which is
 * always a defect of ours: nothing is published then, and the previous files stay.
 */
export function buildFeedFiles(publication: Publication): FeedFiles {
  const files = new Map<string, string>();
  for (const [kind, build] of Object.entries(builders) as [FeedFileKind, typeof tickerFileOf][]) {
    const content = build(publication);
    const checked = feedFiles[kind].safeParse(content);
    if (!checked.success) {
      throw new InvalidFeedError(`${kind}.json is not valid:\n${z.prettifyError(checked.error)}`);
    }
    files.set(`${kind}.json`, JSON.stringify(content));
  }
  return files;
}

/** The JSON Schemas, which never change within a version. */
export function buildSchemaFiles(): FeedFiles {
  const kinds = Object.keys(feedFiles) as FeedFileKind[];
  return new Map(kinds.map((kind) => [schemaPath(kind), JSON.stringify(jsonSchema(kind))]));
}
