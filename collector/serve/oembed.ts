import type { IncomingMessage } from 'node:http';
import { oembedOf } from '../feed/embed/oembed-answer.ts';
import type { LiveResource } from './live-resource.ts';
import type { Resources } from './resource.ts';

/**
 * `/w/1/oembed.json?url=…`: how to embed a frame of ours, for CMSs that ask (oEmbed 1.0). One stands
 * beside each page for frames, which names it: it has the widget's number, not ours.
 */
export function oembedsOf(assets: Resources): ReadonlyMap<string, LiveResource> {
  const oembeds = new Map<string, LiveResource>();
  for (const path of assets.keys()) {
    const folder = /^(\/w\/\d+(?:\.\d+\.\d+)?\/)frame\.html$/.exec(path)?.[1];
    if (folder !== undefined) oembeds.set(`${folder}oembed.json`, oembedBeside(path));
  }
  return oembeds;
}

function oembedBeside(frame: string): LiveResource {
  return async (request) => {
    const origin = originOf(request);
    const query = new URL(request.url ?? '/', origin).searchParams;
    const answer = oembedOf(query, origin, frame);
    if (answer === null) {
      const title = 'There is nothing at this address.';
      return {
        status: 404,
        contentType: 'application/problem+json; charset=utf-8',
        body: JSON.stringify({ type: '/problems/not-found', title, status: 404 }),
      };
    }
    return {
      status: 200,
      contentType: 'application/json; charset=utf-8',
      body: JSON.stringify(answer),
    };
  };
}

/** Our own origin as the reader knows it; a proxy in front says which scheme it serves. */
function originOf({ headers }: IncomingMessage): string {
  const host = /^[\w.:[\]-]+$/.test(headers.host ?? '') ? headers.host : 'localhost';
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return `${scheme}://${host}`;
}
