import type { Proxies } from '../sources/proxies.ts';
import type { DownloadLimits } from '../sources/source.ts';
import type { SourceId, UpstreamId } from '../sources/source-id.ts';

/** How one source is asked, after the environment had its say. */
export interface SourceConfig<Id extends UpstreamId = SourceId> {
  readonly id: Id;
  readonly baseUrl: URL;
  /** Whether `baseUrl` was set, rather than the source's own. */
  readonly isBaseUrlGiven: boolean;
  readonly cron: string;
  readonly limits: DownloadLimits;
  /** The way out; directly if not given. */
  readonly proxies?: Proxies;
}
