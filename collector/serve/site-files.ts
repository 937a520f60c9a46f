import type { SiteFile, SiteFiles } from '../publish/storage/storage-objects.ts';
import type { Logger } from '../telemetry/log.ts';
import { loadAssets, operatorsMounts, widgetMounts } from './assets.ts';
import { sayingOf } from './feed-content.ts';
import { keptMounts } from './kept-scripts.ts';
import type { Resources } from './resource.ts';
import { findWidget } from './widget.ts';

/** Where the scripts and pages of a site come from. */
export interface SiteFolders {
  readonly dataDirectory: string;
  /** `null` for that of the package `@nalssi/widget`. */
  readonly widgetDirectory: string | null;
}

/**
 * What stands beside the feed: the scripts of the ticker, those of earlier versions that pages may have
 * pinned, the page for frames and the one for operators. Without the widget there are only the kept
 * ones, and the log says so.
 */
export async function loadSiteAssets(
  { dataDirectory, widgetDirectory }: SiteFolders,
  log: Logger,
): Promise<Resources> {
  const widget = findWidget(widgetDirectory);
  if (widget === null) {
    log.warn(
      { code: 'no-widget' },
      'The ticker is not installed or not built: the site has no new scripts and no page for operators. Install @nalssi/widget, or set NALSSI_WIDGET_DIR.',
    );
  }
  const assets = await loadAssets([
    ...(widget === null ? [] : widgetMounts(widget.directory, widget.version)),
    ...(widget === null ? [] : operatorsMounts(widget.directory)),
    // What was served first under a version stays.
    ...(await keptMounts(dataDirectory, log)).filter(
      ({ at }) => widget === null || /^\/w\/\d+\.\d+\.\d+\/$/.test(at),
    ),
  ]);
  // A folder is its index.html, which is there by its name.
  return new Map([...assets].filter(([path]) => !path.endsWith('/')));
}

/** The same as objects of a storage, which have no slash at their beginning. */
export async function loadSiteFiles(folders: SiteFolders, log: Logger): Promise<SiteFiles> {
  const assets = await loadSiteAssets(folders, log);
  return new Map(
    [...assets].map(([path, { file, contentType, cacheControl }]) => [
      path.slice(1),
      { file, contentType, cacheControl },
    ]),
  );
}

/** Type and caching of a file of the feed, by its path below `/v1/`. */
export function feedSaying(path: string): Pick<SiteFile, 'contentType' | 'cacheControl'> {
  const { contentType, cacheControl } = sayingOf(path);
  return { contentType, cacheControl };
}
