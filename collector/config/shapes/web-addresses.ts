import { z } from 'zod';
import { proxyUrlOf } from '../../sources/proxies.ts';

// Each may hold a password or a key: no message shows anything of one.

export const publicUrl = z
  .string()
  .refine((text) => publicUrlFault(text) === null, {
    error: ({ input }) =>
      `${publicUrlFault(String(input))}. Use the address at which readers find what is served here, as in https://weather.example.com or https://news.example.com/weather, or unset it.`,
  })
  .transform((text) => withLastSlash(new URL(text).href))
  .optional();

/** Folders below it are found from it. */
function withLastSlash(address: string): string {
  return address.endsWith('/') ? address : `${address}/`;
}

/** What is wrong with a public address; `null` when it is right. */
function publicUrlFault(text: string): string | null {
  const fault = baseUrlFault(text);
  if (fault !== null) return fault;
  const { pathname } = new URL(text);
  if (/\/(?:v1|w|ops)(?:\/|$)/.test(pathname))
    return 'leads to a part of what is served, not to all';
  // It stands in pages and in headers.
  return /^[\w.~!$'()*+,;=:@%/-]*$/.test(pathname) ? null : 'holds characters that no path has';
}

/** Of an upstream whose own is `example`. */
export const baseUrl = (example: string) =>
  z
    .string()
    .refine((text) => baseUrlFault(text) === null, {
      error: ({ input }) =>
        `${baseUrlFault(String(input))}. Use http:// or https:// with a host, without user, query or fragment, as in ${example}.`,
    })
    .transform((text) => new URL(text))
    .optional();

/** What is wrong with a base URL; `null` when it is right. */
function baseUrlFault(text: string): string | null {
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return 'does not begin with http:// or https://';
  }
  if (url.username !== '' || url.password !== '') return 'holds a user name or a password';
  // A bare ? or # leaves the parsed parts empty.
  if (/[?#]/.test(text)) return `holds a ${url.hash === '' ? 'query' : 'fragment'}`;
  return null;
}

export const proxy = z
  .string()
  .refine((text) => proxyUrlOf(text) !== null, {
    error:
      'is not the address of a proxy. Use http:// or https:// with a host and a port, as in http://proxy.example:3128.',
  })
  .optional();
