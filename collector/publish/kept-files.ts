import { createHash } from 'node:crypto';
import type { Envelope } from '@nalssi/schemas';
import { type FeedFile, textsOf } from '../feed/feed-files.ts';
import { type Duration, type Instant, minutes } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { type Care, type Encode, type EncodedFile, encodeAll } from './encode.ts';

/** What does not change is made anew this often, so that its envelope tells that we are alive. */
export const rewriteAfter: Duration = minutes(10);

/** Files that tell whether we are alive: they are made at every publish. */
const vitalKinds: readonly FeedFile['kind'][] = ['health', 'index'];

interface KeptFile {
  /** Of the content without its clocks. */
  readonly hash: string;
  readonly changedAt: Instant;
  readonly builtAt: Instant;
  /** Whether it is to be compressed better as soon as nobody waits for it. */
  readonly isHasty: boolean;
  /** With its further forms. */
  readonly encoded: ReadonlyMap<string, EncodedFile>;
}

/** The files as they were last made, each of them only when what it says has changed. */
export class KeptFiles {
  readonly #encode: Encode;
  readonly #care: Care;
  #kept = new Map<string, KeptFile>();

  constructor(encode: Encode, care: Care = 'usual') {
    this.#encode = encode;
    this.#care = care;
  }

  /** All of them, by path below `/v1/`. */
  get files(): Map<string, EncodedFile> {
    return new Map([...this.#kept.values()].flatMap(({ encoded }) => [...encoded]));
  }

  /** When a file was last made; `null` for one that has not been. */
  builtAt(path: string): Instant | null {
    return this.#kept.get(path)?.builtAt ?? null;
  }

  /**
   * Takes a file at `at`. It is written and compressed when its content differs from the time
   * before, was last written in haste or as long ago as it may stay, or `anew` says so; else what
   * there is stays, with the clocks it has. Throws InvalidFeedError.
   */
  async take(file: FeedFile, at: Instant, { anew = false, isHasty = false } = {}): Promise<void> {
    const { path, kind, content, staysFor = rewriteAfter } = file;
    const before = this.#kept.get(path);
    const hash = hashOf(content);
    const isVital = vitalKinds.includes(kind);
    const isGood =
      before?.hash === hash && !before.isHasty && isRecent(before.builtAt, at, staysFor);
    if (isGood && !isVital && !anew) return;
    const changedAt = this.#changedAt(before, hash, content, isVital);
    const dated = { ...file, content: { ...content, changedAt: formatKst(changedAt) } };
    const encoded = await encodeAll(textsOf(dated), (text, one) =>
      this.#encode(text, one === path ? this.#careFor(file, isHasty) : 'plain'),
    );
    this.#kept.set(path, { hash, changedAt, builtAt: at, isHasty, encoded });
  }

  /** Forgets all files but those at these paths. */
  retain(paths: ReadonlySet<string>): void {
    for (const path of this.#kept.keys()) if (!paths.has(path)) this.#kept.delete(path);
  }

  #careFor({ kind, isFrequent = false }: FeedFile, isHasty: boolean): Care {
    if (isHasty) return 'hasty';
    if (vitalKinds.includes(kind)) return 'passing';
    return isFrequent ? 'often' : this.#care;
  }

  /**
   * A file's own content counts. The first time it is that of the observations: what the file said
   * before a restart is not known. Those of the feed as a whole go by the observations always.
   */
  #changedAt(
    before: KeptFile | undefined,
    hash: string,
    { changedAt, generatedAt }: Envelope,
    isVital: boolean,
  ): Instant {
    if (before === undefined || isVital) return Date.parse(changedAt);
    return before.hash === hash ? before.changedAt : Date.parse(generatedAt);
  }
}

export function isRecent(builtAt: Instant, at: Instant, staysFor = rewriteAfter): boolean {
  return at >= builtAt && at - builtAt < staysFor;
}

function hashOf(content: Envelope): string {
  const { generatedAt: _, changedAt: __, sequence: ___, ...said } = content;
  return createHash('sha256').update(JSON.stringify(said)).digest('base64');
}
