import { opendir, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  type Coding,
  codingSuffixes,
  codings,
  type EncodedFile,
  type EncodedFiles,
} from '../../publish/encode.ts';
import { readPlain } from '../../publish/read-plain.ts';
import { bodyName } from '../../publish/remove-publish.ts';
import { FeedBounds, heldBytesOf, isFeedPath, longestPath, mostFileBytes } from './feed-bounds.ts';
import { indexPath, type PublishedFeed, PublishedFeedError } from './published-feed.ts';

/**
 * The feed directory of another process, on this machine or on a share: names are links to bodies,
 * which are named by their hash and never change (`publish/directory-publisher.ts`). A look is one
 * `readlink`; of a new edition only new bodies are read.
 */
export class DirectoryFeed implements PublishedFeed {
  readonly name: string;
  readonly look = 500;
  readonly #link: string;
  /** By body. */
  #bodies: ReadonlyMap<string, EncodedFile> = new Map();
  #index: string | null = null;

  /** `directory`: what holds `v1`. */
  constructor(directory: string) {
    this.name = `the directory ${directory}`;
    this.#link = join(directory, 'v1');
  }

  async read(stop: AbortSignal): Promise<EncodedFiles | null> {
    stop.throwIfAborted();
    try {
      const folder = await realpath(this.#link);
      const index = await bodyAt(join(folder, indexPath));
      if (index === this.#index) return null;
      const files = await this.#readAll(folder, stop);
      this.#index = index;
      return files;
    } catch (error) {
      stop.throwIfAborted();
      if (error instanceof PublishedFeedError) throw error;
      throw new PublishedFeedError(reasonOf(error, this.#link), { cause: error });
    }
  }

  async #readAll(folder: string, stop: AbortSignal): Promise<EncodedFiles> {
    const bounds = new FeedBounds(this.name);
    const names: string[] = [];
    for await (const name of namesIn(folder, '', bounds, stop)) names.push(name);
    const paths = names.filter(isFeedPath);
    const forms = new Set(names);
    const files = new Map<string, EncodedFile>();
    const bodies = new Map<string, EncodedFile>();
    for (const path of paths) {
      stop.throwIfAborted();
      const name = join(folder, path);
      const body = await bodyAt(name);
      const codingsOf = codings.filter((coding) => forms.has(`${path}${codingSuffixes[coding]}`));
      const file =
        this.#bodies.get(body) ??
        bodies.get(body) ??
        (await readBody(body, codingsOf, join(folder, '../../bodies')));
      // One that is kept already costs a name.
      bounds.add(bodies.has(body) ? 0 : heldBytesOf(file));
      bodies.set(body, file);
      files.set(path, file);
    }
    this.#bodies = bodies;
    return files;
  }
}

/**
 * What stands below a folder and is no folder, by path; not deeper than a file of the feed does. One after
 * another: a list of all of it would be as long as somebody makes it.
 */
async function* namesIn(
  folder: string,
  below: string,
  bounds: FeedBounds,
  stop: AbortSignal,
): AsyncGenerator<string> {
  for await (const entry of await opendir(join(folder, below), { bufferSize: 256 })) {
    stop.throwIfAborted();
    bounds.addName();
    const path = `${below}${entry.name}`;
    if (!entry.isDirectory()) yield path;
    else if (path.length < longestPath) yield* namesIn(folder, `${path}/`, bounds, stop);
  }
}

/** Where and why it cannot be read: a folder that is copied by halves is another fault than none. */
function reasonOf(error: unknown, link: string): string {
  const { code, message, path = link } = error as NodeJS.ErrnoException;
  if (code === 'EINVAL') {
    return `${path} is no link: what copies the feed directory has to keep its links (rsync -a), or share it as it is`;
  }
  if (code !== 'ENOENT') return `${path}: ${code ?? message}`;
  return path === link || path === join(link, indexPath)
    ? `${link}: nothing is published there`
    : `${path} is missing: the feed directory was copied by halves, or is being removed`;
}

/** The path of the body that a name leads to. */
async function bodyAt(name: string): Promise<string> {
  return join(name, '..', await readlink(name));
}

/** In all its forms, of which none ever changes. `bodies`: the folder of those of all publishes. */
async function readBody(
  body: string,
  codingsOf: readonly Coding[],
  bodies: string,
): Promise<EncodedFile> {
  const forms = codingsOf.map(
    async (coding): Promise<[Coding, Buffer]> => [
      coding,
      await readOurs(`${body}${codingSuffixes[coding]}`, bodies),
    ],
  );
  const encoded = Object.fromEntries(await Promise.all(forms)) as EncodedFile['encoded'];
  const [hash = ''] = basename(body).split('.');
  return { identity: await readOurs(body, bodies), encoded, hash };
}

/**
 * Reads a file that a publish has written, and no other. Whoever may write to a directory that is shared
 * must not have us serve what only we may read (by a link to `/etc`, to `/proc/self/environ`), nor let us wait for
 * a pipe, nor have us read a device without end.
 */
async function readOurs(path: string, bodies: string): Promise<Buffer> {
  const isBelow = dirname(dirname(path)) === bodies && bodyName.test(basename(path));
  if (!isBelow || (await realpath(dirname(path))) !== dirname(path)) throw notOurs(path);
  const bytes = await readPlain(path, mostFileBytes, { followsLinks: false }).catch((error) => {
    throw (error as NodeJS.ErrnoException).code === 'ELOOP' ? notOurs(path) : error;
  });
  if (bytes === null) throw notOurs(path);
  return bytes;
}

function notOurs(path: string): PublishedFeedError {
  return new PublishedFeedError(
    `a name in the feed directory leads to ${path}, which is no file that nalssi publishes: look who else writes there`,
  );
}
