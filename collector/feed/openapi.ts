import { type FeedFileKind, feedFiles, feedVersion, regionCodes, schemaUrl } from '@nalssi/schemas';
import { boardRegions } from './board-stations.ts';
import { type Feed, feeds } from './discovery-file.ts';

/**
 * The feed as an OpenAPI 3.1 description; the schemas are referred to, not repeated. Where nobody
 * said where readers find it, its server is the folder that it lies in.
 */
export function openapiOf(publicUrl: string | null): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nalssi feed',
      version: feedVersion,
      summary: 'Station observations of the Korea Meteorological Administration, checked and dated',
      description:
        'Every file is a full snapshot. `generatedAt` tells when the publisher looked at the world; each value has its own `observedAt` and `expiresAt`. Ask again after `ttl` seconds. In `observations.json` each value says everything of itself: what it is, what the checks said, where it is from and how long it holds. Ignore fields and codes that you do not know. Observations by KMA (기상청), which must be named wherever they are shown.',
    },
    servers: [{ url: publicUrl === null ? '.' : `${publicUrl}v1` }],
    paths: Object.fromEntries(
      Object.entries(feeds).map(([name, feed]) => [`/${feed.url}`, pathOf(name, feed)]),
    ),
    components: {
      schemas: Object.fromEntries(
        (Object.keys(feedFiles) as FeedFileKind[]).map((kind) => [
          kind,
          { $ref: schemaUrl(kind, publicUrl) },
        ]),
      ),
      responses: {
        problem: {
          description: 'A problem (RFC 9457)',
          content: {
            'application/problem+json': {
              schema: {
                type: 'object',
                required: ['type', 'title', 'status'],
                properties: {
                  type: { type: 'string' },
                  title: { type: 'string' },
                  status: { type: 'integer' },
                  detail: { type: 'string' },
                },
              },
            },
          },
        },
      },
    },
  };
}

const parameters = {
  station: {
    name: 'station',
    in: 'path',
    required: true,
    description: 'KMA station number',
    schema: { type: 'string', pattern: '^\\d{1,5}$' },
    example: '108',
  },
  region: {
    name: 'region',
    in: 'path',
    required: true,
    description: 'ISO 3166-2 code of a 시도',
    schema: { type: 'string', enum: regionCodes },
    example: 'KR-44',
  },
  board: {
    name: 'board',
    in: 'path',
    required: true,
    description: 'ISO 3166-2 code of a 시도, or KR for the surface stations of the country',
    schema: { type: 'string', enum: boardRegions },
    example: 'KR-44',
  },
} as const;

function pathOf(name: string, { kind, url, en }: Feed): object {
  const named = (Object.keys(parameters) as (keyof typeof parameters)[]).filter((parameter) =>
    url.includes(`{${parameter}}`),
  );
  const mediaType = kind === 'geojson' ? 'application/geo+json' : 'application/json';
  return {
    get: {
      operationId: name,
      summary: en,
      ...(named.length > 0 && { parameters: named.map((parameter) => parameters[parameter]) }),
      responses: {
        '200': {
          description: en,
          headers: {
            ETag: { description: 'Strong, of the content', schema: { type: 'string' } },
            'Cache-Control': { schema: { type: 'string' } },
          },
          content: { [mediaType]: { schema: { $ref: `#/components/schemas/${kind}` } } },
        },
        '304': { description: 'Not changed since the version that If-None-Match names' },
        '404': { $ref: '#/components/responses/problem' },
      },
    },
  };
}
