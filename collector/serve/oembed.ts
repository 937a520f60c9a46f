import { oembedOf } from '../feed/embed/oembed-answer.ts';
import { framePageOf } from './frame-page.ts';
import type { LiveResource } from './live-resource.ts';
import { type ProblemType, problemOf, problems } from './problem.ts';
import { publicAddressOf } from './public-address.ts';
import type { Resources } from './resource.ts';

/**
 * The pages for frames, and beside each one `oembed.json?url=…`: how to embed it, for CMSs that ask
 * (oEmbed 1.0). Both name addresses in full, which a file cannot know. They have the widget's
 * number, not ours.
 */
export function framesOf(
  assets: Resources,
  publicUrl: string | null,
): ReadonlyMap<string, LiveResource> {
  const live = new Map<string, LiveResource>();
  for (const [path, page] of assets) {
    const [, folder, ofBoard] =
      /^(\/w\/\d+(?:\.\d+\.\d+)?\/)frame(-board)?\.html$/.exec(path) ?? [];
    if (folder === undefined) continue;
    live.set(path, framePageOf(path, page, publicUrl));
    // Without an address the answer is the ticker, which every version has.
    if (ofBoard === undefined) live.set(`${folder}oembed.json`, oembedBeside(path, publicUrl));
  }
  return live;
}

function oembedBeside(frame: string, publicUrl: string | null): LiveResource {
  return async ({ headers, url = '/' }) => {
    const query = new URL(url, 'http://localhost').searchParams;
    if ((query.get('format') ?? 'json') !== 'json') {
      return problem('not-implemented', 'oEmbed is answered in JSON alone: ask with format=json.');
    }
    const { site } = publicAddressOf(headers, publicUrl);
    // A proxy that ends TLS need not say so, but whoever asks knows how the frame was reached.
    const isSecure = publicUrl === null && /^https:/i.test(query.get('url') ?? '');
    const known = isSecure ? site.replace(/^http:/, 'https:') : site;
    const answer = oembedOf(query, known, frame);
    if (answer === null) return problem('not-found', `${whose(known)} ${mend(publicUrl)}`);
    return {
      status: 200,
      contentType: 'application/json; charset=utf-8',
      body: JSON.stringify(answer),
    };
  };
}

function problem(type: ProblemType, detail: string) {
  return {
    status: problems[type].status,
    contentType: 'application/problem+json; charset=utf-8',
    body: JSON.stringify(problemOf(type, detail)),
  };
}

function whose(site: string): string {
  return `url names no page for frames below ${site}, which is where readers find this server.`;
}

/** What whoever runs it can do where it is theirs. */
function mend(publicUrl: string | null): string {
  return publicUrl === null
    ? 'Behind a proxy that asks with a Host of its own, NALSSI_PUBLIC_URL names the address.'
    : 'NALSSI_PUBLIC_URL says so.';
}
