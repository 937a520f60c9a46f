import { createHash } from 'node:crypto';
import { oembedAddressOf } from '../feed/embed/oembed-answer.ts';
import { hashDigits, identityOf } from '../publish/encode.ts';
import type { LiveResource } from './live-resource.ts';
import { publicAddressOf } from './public-address.ts';
import type { Resource } from './resource.ts';

const link = '<link rel="alternate" type="application/json+oembed"';

/**
 * `/w/1/frame.html?region=KR-44`: the page for frames as it was built, with a link to what oEmbed
 * says of this very address. Whoever looks for that link takes it as it stands, so it is whole.
 */
export function framePageOf(path: string, page: Resource, publicUrl: string | null): LiveResource {
  // Pages of earlier versions have a link of their own, which leads nowhere.
  const html = identityOf(page.file)
    .toString()
    .split('\n')
    .filter((line) => !line.startsWith(link))
    .join('\n');
  return async ({ headers, url = path }) => {
    const { site, isHearsay } = publicAddressOf(headers, publicUrl);
    const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
    const href = oembedAddressOf(new URL(`${path.slice(1)}${query}`, site));
    const body = html.replace(
      '</head>',
      () => `${link} href="${href.replaceAll('&', '&amp;')}">\n</head>`,
    );
    const hash = createHash('sha256').update(body).digest('hex').slice(0, hashDigits);
    return {
      status: 200,
      contentType: page.contentType,
      body,
      headers: {
        ...page.headers,
        'Cache-Control': isHearsay
          ? page.cacheControl.replace('public', 'private')
          : page.cacheControl,
        ETag: `"${hash}"`,
        'Last-Modified': page.lastModified,
      },
    };
  };
}
