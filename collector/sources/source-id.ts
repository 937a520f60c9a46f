/**
 * Ids of all upstreams, in the order in which the collector trusts them where two say something
 * different of the same time: KMA's own words first, then what is derived from its numbers.
 */
export const sourceIds = [
  'kma-map',
  'kma-city',
  'apihub-asos',
  'apihub-aws',
  'kma-aws',
  'data-go-kr',
  'warnings',
] as const;
export type SourceId = (typeof sourceIds)[number];

/**
 * Ids of the upstreams of tables, which say where things are and not what the weather is: the API
 * hub's warning zones, and KMA's public polygons of them.
 */
const tableSourceIds = ['apihub-zones', 'kma-zones'] as const;
export type TableSourceId = (typeof tableSourceIds)[number];

/** Whatever the transport asks. */
export const upstreamIds = [...sourceIds, ...tableSourceIds] as const;
export type UpstreamId = (typeof upstreamIds)[number];
