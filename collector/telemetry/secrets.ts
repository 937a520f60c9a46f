import { proxySecretsOf } from '../sources/proxies.ts';
import { type Keys, keyVariables } from '../sources/source.ts';

/** Of storages, by the names that every tool for S3 knows. */
const storageSecrets = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const;

/** Passwords in an address of a Redis, right or wrong, as they stand there. */
const redisSecrets =
  /^rediss?:\/\/[^:@/]*:(?<password>[^@]*)@|[?&]sentinelPassword=(?<other>[^&]*)/g;

/** Shorter ones cannot be told from ordinary words in a log. */
export const shortestSecret = 8;

/**
 * The secrets of this process, however they are written: each character raw, percent-encoded (in
 * either case, any number of times) or escaped as in JSON, XML and HTML, with blanks between them or
 * not; the whole in hexadecimal, or in base64 at any place of a longer text. Every line that leaves
 * the process passes `scrub`, and so does what upstreams say.
 */
export class Secrets {
  readonly #forms = new Set<string>();
  /** Every run of `tellingRun` letters and digits of a secret, plain, in hex and in base64, both ways. */
  readonly #runs = new Set<string>();
  #pattern: RegExp | null = null;

  /** With the keys of the environment, right or wrong, those of storages and the passwords of proxies and Redis. */
  static fromEnvironment(variables: Readonly<Record<string, string | undefined>>): Secrets {
    const secrets = new Secrets();
    for (const name of Object.values(keyVariables)) secrets.register(variables[name] ?? '');
    for (const name of storageSecrets) secrets.register(variables[name] ?? '');
    for (const secret of proxySecretsOf(variables)) secrets.register(secret);
    for (const { groups } of (variables['NALSSI_STORE'] ?? '').matchAll(redisSecrets)) {
      secrets.register(groups?.['password'] ?? groups?.['other'] ?? '');
    }
    return secrets;
  }

  /** The keys alone: what an upstream knows and could repeat. */
  static ofKeys(keys: Keys): Secrets {
    const secrets = new Secrets();
    for (const key of Object.values(keys)) secrets.register(key);
    return secrets;
  }

  /** `secret`: at least `shortestSecret` characters. */
  register(secret: string): void {
    if (secret.length < shortestSecret) return;
    for (const form of new Set([secret, decodeOnce(secret)])) {
      // What is itself percent-encoded is found by the characters that it stands for.
      if (form === decodeOnce(form)) this.#forms.add([...form].map(anyWriting).join(between));
      const encoded = encodeURIComponent(form);
      for (const text of new Set([form, encoded, encodeURIComponent(encoded)])) {
        this.#forms.add(Buffer.from(text).toString('hex'));
        for (const base64 of base64Of(text)) this.#forms.add(base64);
      }
    }
    for (const form of new Set([secret, decodeOnce(secret)])) {
      for (const text of [form, [...form].reverse().join('')]) {
        const writings = [text, Buffer.from(text).toString('hex'), ...plainBase64Of(text)];
        for (const writing of writings) {
          for (const run of runsOf(bare(writing))) this.#runs.add(run);
          for (const run of runsOf([...bare(writing)].reverse().join(''))) this.#runs.add(run);
        }
      }
    }
    // The longest first, so that no tail of a longer form is left behind.
    const forms = [...this.#forms].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(forms.join('|'), 'gi');
  }

  get isEmpty(): boolean {
    return this.#pattern === null;
  }

  /** `text` with `[secret]` in the place of every secret. */
  scrub(text: string): string {
    return this.#pattern === null ? text : text.replace(this.#pattern, '[secret]');
  }

  /**
   * Whether `text` may hold a piece of a secret: `length` letters or digits in a row that a secret has
   * too, whatever stands between them, in whatever case and width, forwards or backwards.
   */
  isHintedAt(text: string, length = tellingRun): boolean {
    let shared = tellingRun - 1;
    for (const run of runsOf(bare(text))) {
      shared = this.#runs.has(run) ? shared + 1 : tellingRun - 1;
      if (shared >= length) return true;
    }
    return false;
  }
}

/** Fewer characters in a row stand in ordinary words as well. */
const tellingRun = 4;

function runsOf(text: string): string[] {
  // Of a shorter text there is none.
  const length = text.length - tellingRun + 1;
  return Array.from({ length }, (_, at) => text.slice(at, at + tellingRun));
}

/** The letters and digits of ASCII, or that look like them, and nothing else. */
export function bare(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/**
 * A few, so that a text of blanks does not cost the square of its length; and named one by one, because
 * with `\p{C}` a pattern takes half a second to compile.
 */
const between =
  '[\\s\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069]{0,4}';

const entities: Readonly<Record<string, string>> = {
  '+': 'plus',
  '/': 'sol',
  '=': 'equals',
  '&': 'amp',
  '"': 'quot',
  "'": 'apos',
  '<': 'lt',
  '>': 'gt',
  '%': 'percnt',
};

/** Pattern of a character however it is written. */
function anyWriting(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25)*${hex(byte, 2)}`).join('');
  const units = Array.from(
    { length: character.length },
    (_, at) => `\\\\{1,8}u${hex(character.charCodeAt(at), 4)}`,
  ).join('');
  const entity = entities[character];
  const writings = [
    // JSON may escape these.
    /["/\\]/.test(character)
      ? `\\\\{0,8}${escapeForPattern(character)}`
      : escapeForPattern(character),
    bytes,
    units,
    `&(?:amp;)*#(?:0*${code}|x0*${hex(code, 1)});?`,
    ...(entity === undefined ? [] : [`&(?:amp;)*${entity};`]),
    // The plus of a form is a blank.
    ...(character === '+' ? ['\\s'] : []),
  ];
  return `(?:${writings.join('|')})`;
}

/** The characters of base64 that a text alone decides, for each place that it may have in a longer one. */
function plainBase64Of(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
    return whole
      .toString('base64')
      .slice(Math.ceil((offset * 8) / 6), Math.floor((whole.length * 8) / 6));
  });
}

/** Patterns of them, in the alphabet for URLs too, and where JSON or a URL has escaped a sign. */
function base64Of(text: string): string[] {
  return plainBase64Of(text).map((decided) =>
    decided.replaceAll(/[+/]/g, (sign) =>
      sign === '+' ? '(?:[+-]|%(?:25)*2b)' : '(?:\\\\{0,8}/|_|%(?:25)*2f)',
    ),
  );
}

/** data.go.kr gives its keys in two forms; what looks percent-encoded is decoded once. */
export function decodeOnce(secret: string): string {
  if (!/%[0-9a-f]{2}/i.test(secret)) return secret;
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
