/** How readers are taken to be. Nobody measured them: put in those of a site of your own. */
export const readers = {
  pageViews: 1_000_000_000,
  /** Of the views, those with a board below the ticker. */
  boardShare: 0.05,
  /** Mean seconds for which somebody can see the ticker in a view. */
  visibleSeconds: 60,
  /** Of the views, those whose browser has no script, and those that ask whether theirs still holds. */
  scriptShare: 0.2,
  scriptAsksShare: 0.3,
  /** Of the views of a day, those in its busiest hour. */
  peakHourShare: 0.09,
} as const;

/** Places of a CDN that each ask the origin for themselves. */
export const edges = 40;

/** Seconds from an answer of an upstream until its edition is in the directory or the storage. */
export const publishSeconds = 10;

interface Tier {
  /** GB a month up to which it holds. */
  readonly upTo: number;
  /** US dollars a GB. */
  readonly perGigabyte: number;
}

export interface Price {
  readonly name: string;
  readonly tiers: readonly Tier[];
  /** US dollars for 10,000 HTTPS requests. */
  readonly perTenThousand: number;
  readonly source: string;
}

const all = Number.POSITIVE_INFINITY;

/** List prices, without discounts, which begin at a tenth of these bytes, and without tax. */
export const prices: readonly Price[] = [
  {
    name: 'Amazon CloudFront, Korea',
    tiers: [
      { upTo: 10_000, perGigabyte: 0.12 },
      { upTo: 50_000, perGigabyte: 0.1 },
      { upTo: 150_000, perGigabyte: 0.095 },
      { upTo: 500_000, perGigabyte: 0.09 },
      { upTo: 1_024_000, perGigabyte: 0.08 },
      { upTo: 5_024_000, perGigabyte: 0.07 },
      { upTo: all, perGigabyte: 0.06 },
    ],
    perTenThousand: 0.012,
    source:
      'https://aws.amazon.com/cloudfront/pricing, November 2026; the price of requests is that of 2025',
  },
  {
    name: 'bunny.net Standard, Asia',
    tiers: [{ upTo: all, perGigabyte: 0.03 }],
    perTenThousand: 0,
    source: 'https://docs.bunny.net/cdn/pricing, September 2026',
  },
];

/** US dollars of a month in which so much goes out. */
export function costOf({ tiers, perTenThousand }: Price, bytes: number, requests: number): number {
  const gigabytes = bytes / 1e9;
  let from = 0;
  let cost = (requests / 10_000) * perTenThousand;
  for (const { upTo, perGigabyte } of tiers) {
    cost += Math.max(0, Math.min(gigabytes, upTo) - from) * perGigabyte;
    from = upTo;
  }
  return cost;
}
