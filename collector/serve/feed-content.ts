import type { EncodedFiles } from '../publish/encode.ts';
import type { Instant } from '../time/clock.ts';
import { Late } from './late.ts';
import { contentTypeOf, feedPageHeadersOf, type Resource, type Resources } from './resource.ts';

/** No `s-maxage`: it would cancel the two `stale-` directives in shared caches (RFC 9111). */
const feedCacheControl = 'public, max-age=20, stale-while-revalidate=300, stale-if-error=86400';
const immutable = 'public, max-age=31536000, immutable';

/** The published files, as the server holds them. A publish replaces all of them in one step. */
export class FeedContent {
  readonly #resources = new Map<string, Resource>();
  /** What was given last. */
  #files: EncodedFiles = new Map();
  /** The first publish. */
  readonly first = new Late();
  /** The first edition to which no more files come. */
  readonly whole = new Late();

  get resources(): Resources {
    return this.#resources;
  }

  /**
   * `files` by path below `/v1/`; `at`: when they were published, by the machine's clock. A file
   * that is what it was keeps its time of modification. `isPartial`: whether more files follow.
   */
  replace(files: EncodedFiles, at: Instant, isPartial = false): void {
    const lastModified = new Date(at).toUTCString();
    for (const [path, file] of files) {
      // Of the hundreds of files few change in a minute.
      if (this.#files.get(path) === file) continue;
      const before = this.#resources.get(`/v1/${path}`);
      if (before?.file.hash === file.hash) continue;
      const saying = before ?? sayingOf(path);
      this.#resources.set(`/v1/${path}`, { ...saying, file, lastModified });
    }
    if (this.#resources.size > files.size) {
      for (const path of this.#files.keys()) {
        if (!files.has(path)) this.#resources.delete(`/v1/${path}`);
      }
    }
    this.#files = files;
    this.first.come();
    if (!isPartial) this.whole.come();
  }
}

/** What the headers of a file of the feed say, by its path below `/v1/`. */
export function sayingOf(path: string): Pick<Resource, 'contentType' | 'cacheControl' | 'headers'> {
  const isSchema = path.startsWith('schema/');
  const contentType = isSchema ? 'application/schema+json' : contentTypeOf(path);
  return {
    contentType,
    cacheControl: isSchema ? immutable : feedCacheControl,
    headers: feedPageHeadersOf(contentType),
  };
}
