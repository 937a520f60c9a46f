import { openToAll } from './common-headers.ts';
import type { Resource } from './resource.ts';

export type Headers = ReadonlyMap<string, string>;

/** Types that static hosts know by the ending of a name. */
const wellKnown = ['.html', '.css', '.js', '.json', '.svg', '.png', '.ico', '.txt'];

/** The headers that `nalssi serve` sends with a resource, but for those that every host makes. */
export function headersOf(
  path: string,
  {
    contentType,
    cacheControl,
    headers,
  }: Pick<Resource, 'contentType' | 'cacheControl' | 'headers'>,
): Headers {
  const isKnown = wellKnown.some((ending) => path.endsWith(ending));
  const isUsual = contentType !== 'application/schema+json' && !contentType.includes('euc-kr');
  const isTold = isKnown && isUsual;
  const all = {
    ...openToAll,
    'Cache-Control': cacheControl,
    ...(!isTold && { 'Content-Type': contentType }),
    ...headers,
  };
  const said = Object.entries(all).filter(([, value]) => value !== undefined);
  return new Map(said.map(([name, value]) => [name, String(value)]));
}

/**
 * `_headers`, as Netlify, Cloudflare Pages and others read it: a path a rule, `*` for all below it.
 * Where several rules hold for a file, hosts join the values of one header with commas, so no two
 * of ours say the same header of the same file: what all files below a folder have in common stands
 * at the folder, and the rest at those that have it.
 */
export function headersFileOf(site: ReadonlyMap<string, Headers>): string {
  const rules: string[] = [];
  addRules('/', new Map([...site].flatMap(withAliases)), rules);
  return `${rules.join('\n')}\n`;
}

/** Some hosts serve `page.html` at `/page`, and all of them `index.html` at its folder. */
function withAliases([path, headers]: readonly [string, Headers]): (readonly [string, Headers])[] {
  if (!path.endsWith('.html')) return [[path, headers]];
  const short = path.endsWith('/index.html') ? path.slice(0, -10) : path.slice(0, -5);
  return [
    [path, headers],
    [short, headers],
  ];
}

function addRules(folder: string, files: ReadonlyMap<string, Headers>, rules: string[]): void {
  const [first = new Map<string, string>(), ...others] = files.values();
  const common = new Map(
    [...first].filter(([name, value]) => others.every((headers) => headers.get(name) === value)),
  );
  addRule(`${folder}*`, common, rules);
  const below = new Map<string, Map<string, Headers>>();
  for (const [path, headers] of files) {
    const left = new Map([...headers].filter(([name]) => !common.has(name)));
    const end = path.indexOf('/', folder.length);
    if (end === -1) {
      addRule(path, left, rules);
      continue;
    }
    const inner = path.slice(0, end + 1);
    const group = below.get(inner) ?? new Map<string, Headers>();
    below.set(inner, group.set(path, left));
  }
  for (const [inner, group] of below) addRules(inner, group, rules);
}

function addRule(path: string, headers: Headers, rules: string[]): void {
  if (headers.size === 0) return;
  rules.push([path, ...[...headers].map(([name, value]) => `  ${name}: ${value}`)].join('\n'));
}
