/** An address to listen on. An IPv6 host is without its brackets. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Where `/metrics` stands: on the address of the feed, on one of its own, or nowhere. */
export type MetricsPlace = 'beside-feed' | 'off' | ListenAddress;
