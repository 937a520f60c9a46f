import { proxySecretsOf } from '../sources/proxies.ts';
import { keyVariables } from '../sources/source.ts';

/** Shorter ones cannot be told from ordinary words in a log. */
export const shortestSecret = 8;

/**
 * The secrets of this process, in every form in which they may turn up: raw, percent-encoded (also
 * in lower case, also twice) and base64. Every line that leaves the process passes `scrub`.
 */
export class Secrets {
  readonly #forms = new Set<string>();
  #pattern: RegExp | null = null;

  /** With the keys of the environment, right or wrong, and the passwords of its proxies. */
  static fromEnvironment(variables: Readonly<Record<string, string | undefined>>): Secrets {
    const secrets = new Secrets();
    for (const name of Object.values(keyVariables)) secrets.register(variables[name] ?? '');
    for (const secret of proxySecretsOf(variables)) secrets.register(secret);
    return secrets;
  }

  /** `secret`: at least `shortestSecret` characters. */
  register(secret: string): void {
    if (secret.length < shortestSecret) return;
    const decoded = decodeOnce(secret);
    const encoded = encodeURIComponent(decoded);
    for (const form of [secret, decoded, encoded, encodeURIComponent(encoded)]) {
      this.#forms.add(form);
      this.#forms.add(JSON.stringify(form).slice(1, -1));
      this.#forms.add(
        Buffer.from(form)
          .toString('base64')
          .replace(/={1,2}$/, ''),
      );
      this.#forms.add(Buffer.from(form).toString('base64url'));
    }
    // The longest first, so that no tail of a longer form is left behind.
    const forms = [...this.#forms].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(forms.map(escapeForPattern).join('|'), 'gi');
  }

  /** `text` with `[secret]` in the place of every secret. */
  scrub(text: string): string {
    return this.#pattern === null ? text : text.replace(this.#pattern, '[secret]');
  }
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
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
