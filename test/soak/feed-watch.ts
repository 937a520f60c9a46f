import { boardFile, discoveryFile, healthFile } from '@nalssi/schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { checkFiles } from '../fuzz/invariants.ts';
import type { FeedPlace } from './feed-place.ts';

/** A promise of the feed that does not hold. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

interface FeedFile {
  readonly $schema: string;
  readonly generatedAt: string;
  readonly sequence: number;
}

/**
 * Looks at a feed as somebody does who trusts nobody: each file is whole, valid by the schemas that are
 * published beside it, holds nothing that was dead when it was made, names no key, and is never
 * older than it was. Everything throws BrokenPromise.
 */
export class FeedWatch {
  readonly #place: FeedPlace;
  readonly #secrets: readonly string[];
  readonly #sequences = new Map<string, number>();
  /** Of each file, which content was looked at. */
  #seen = new Map<string, string>();
  #ajv: Ajv2020 | null = null;
  #newest = 0;
  /** Contents that were looked at in all. */
  looked = 0;

  constructor(place: FeedPlace, secrets: readonly string[]) {
    this.#place = place;
    this.#secrets = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
  }

  /** The sequence that was seen last. */
  get newest(): number {
    return this.#newest;
  }

  /**
   * The files that say how new the feed is, and those with all values. `now`: nothing of the feed is dead
   * then; without it at the time it was made. `isNews`: whether there was a publish since the last look.
   */
  async look({ now, isNews }: { readonly now?: number; readonly isNews: boolean }): Promise<void> {
    const read = (path: string) => this.#place.read(path);
    const index = discoveryFile.parse(JSON.parse(await read('index.json')));
    const health = healthFile.parse(JSON.parse(await read('health.json')));
    const least = isNews ? this.#newest + 1 : this.#newest;
    if (index.sequence < least) {
      throw new BrokenPromise(`index.json has sequence ${index.sequence}, not ${least} or more`);
    }
    if (health.sequence < index.sequence) {
      throw new BrokenPromise(`health.json is older than index.json: ${health.sequence}`);
    }
    this.#newest = index.sequence;
    const texts = new Map([
      ['ticker.json', await read('ticker.json')],
      ['observations.json', await read('observations.json')],
    ]);
    checkFiles(texts, now ?? Date.parse(index.generatedAt));
  }

  /** Every file that has changed since the last look. */
  async lookAtAll(): Promise<void> {
    const listed = await this.#place.list();
    this.#ajv ??= await this.#loadSchemas([...listed.keys()]);
    for (const [path, content] of listed) {
      if (this.#seen.get(path) === content) continue;
      this.#lookAt(path, await this.#place.read(path));
      this.looked += 1;
    }
    this.#seen = new Map(listed);
    for (const path of this.#sequences.keys()) if (!listed.has(path)) this.#sequences.delete(path);
  }

  #lookAt(path: string, text: string): void {
    if (this.#secrets.some((secret) => text.includes(secret))) {
      throw new BrokenPromise(`${path} has a key in it`);
    }
    const content = JSON.parse(text) as FeedFile;
    if (path.startsWith('schema/') || content.$schema === undefined) return;
    const isValid = this.#ajv?.getSchema(content.$schema);
    if (isValid === undefined) throw new BrokenPromise(`${path} is of a schema that is not there`);
    if (!isValid(content)) {
      const [first] = isValid.errors ?? [];
      throw new BrokenPromise(`${path} is not valid: ${first?.instancePath} ${first?.message}`);
    }
    const before = this.#sequences.get(path) ?? 0;
    if (content.sequence < before) {
      throw new BrokenPromise(`${path} went back from sequence ${before} to ${content.sequence}`);
    }
    this.#sequences.set(path, content.sequence);
    const madeAt = Date.parse(content.generatedAt);
    refuseDead(path, content, madeAt);
    if (/^boards\/[\w-]+\.json$/.test(path)) refuseDeadColumns(path, content, madeAt);
  }

  async #loadSchemas(paths: readonly string[]): Promise<Ajv2020> {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    for (const path of paths.filter((one) => /^schema\/.*\.schema\.json$/.test(one))) {
      ajv.addSchema(JSON.parse(await this.#place.read(path)));
    }
    return ajv;
  }
}

/** Whatever has a value and says when that dies. */
function refuseDead(path: string, content: unknown, at: number): void {
  if (typeof content !== 'object' || content === null) return;
  const { value, expiresAt } = content as { value?: unknown; expiresAt?: unknown };
  const hasValue = value !== undefined && value !== null && typeof expiresAt === 'string';
  if (hasValue && !(Date.parse(expiresAt) > at)) {
    throw new BrokenPromise(`${path} has a value past its time: ${JSON.stringify(content)}`);
  }
  for (const part of Object.values(content)) refuseDead(path, part, at);
}

/** Of a station that is dead no column but those of `exceptions` has a value. */
function refuseDeadColumns(path: string, content: unknown, at: number): void {
  const { stations, expiresAt, temperature = [], exceptions } = boardFile.parse(content);
  for (const [place, station] of stations.entries()) {
    const exception = exceptions.find(
      (one) => one.stations.includes(station) && one.elements.includes('temperature'),
    );
    const diesAt = exception?.expiresAt ?? expiresAt[place] ?? '';
    if (typeof temperature[place] === 'number' && !(Date.parse(diesAt) > at)) {
      throw new BrokenPromise(`${path} has the temperature of ${station} past its time`);
    }
  }
}
