/**
 * The proxies through which requests go out, as the environment names them. `noProxy` lists the
 * hosts that are asked directly, in the form of NO_PROXY; undici reads it.
 */
export interface Proxies {
  readonly http: URL | null;
  readonly https: URL | null;
  readonly noProxy: string;
}

export const noProxies: Proxies = { http: null, https: null, noProxy: '' };

/**
 * The variables that name a proxy; each also in lower case, which wins, as with curl and undici.
 */
const proxyVariables = ['HTTPS_PROXY', 'HTTP_PROXY'] as const;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * `proxy:3128` is `http://proxy:3128`, as with curl, and a `%` of a password that begins no escape stands for
 * itself; `null` for what is no address of a proxy.
 */
export function proxyUrlOf(text: string): URL | null {
  const address = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  url.username = decodable(url.username);
  url.password = decodable(url.password);
  return url;
}

/** What sends it decodes it, and throws where it cannot. */
function decodable(text: string): string {
  const escaped = text.replace(/%(?![\da-f]{2})/gi, '%25');
  try {
    decodeURIComponent(escaped);
    return escaped;
  } catch {
    // Bytes that are no UTF-8: nobody meant them.
    return text.replaceAll('%', '%25');
  }
}

/**
 * The proxies of an environment; those without a use are left out, the configuration tells of them.
 * HTTP_PROXY serves https too where there is no HTTPS_PROXY.
 */
export function proxiesOf(variables: Variables): Proxies {
  const read = (name: string) => variables[name.toLowerCase()] || variables[name] || '';
  const http = read('HTTP_PROXY');
  const https = read('HTTPS_PROXY') || http;
  return {
    http: http === '' ? null : proxyUrlOf(http),
    https: https === '' ? null : proxyUrlOf(https),
    noProxy: read('NO_PROXY'),
  };
}

/** What of the environment's proxies is secret: passwords, by themselves and with their user. */
export function proxySecretsOf(variables: Variables): string[] {
  const names = proxyVariables.flatMap((name) => [name, name.toLowerCase()]);
  return names.flatMap((name) => {
    const url = proxyUrlOf(variables[name] ?? '');
    if (url === null || url.password === '') return [];
    const { username, password } = url;
    return [password, `${decode(username)}:${decode(password)}`, `${username}:${password}`];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
