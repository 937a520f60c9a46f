import type { SiteFile, SiteFiles } from '../publish/storage/storage-objects.ts';
import type { Logger } from '../telemetry/log.ts';
import { type AssetMount, loadAssets, pageMounts, widgetMounts } from './assets.ts';
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
 * ones, and the log says so. Nothing is written.
 */
export async function siteMounts(
  { dataDirectory, widgetDirectory }: SiteFolders,
  log: Logger,
): Promise<readonly AssetMount[]> {
  const widget = findWidget(widgetDirectory);
  const kept = await keptMounts(dataDirectory, log);
  if (widget === null) {
    log.warn(
      { code: 'no-widget' },
      'The ticker is not installed or not built: there are no new scripts, and no page for operators. Install @nalssi/widget, or set NALSSI_WIDGET_DIR.',
    );
    return kept;
  }
  return [
    ...widgetMounts(widget.directory, widget.version),
    ...pageMounts(widget.directory),
    // What was served first under a version stays.
    ...kept.filter(({ at }) => /^\/w\/\d+\.\d+\.\d+\/$/.test(at)),
  ];
}

/** The files of those, for hosts that know a folder by its `index.html`. */
export async function loadSiteAssets(folders: SiteFolders, log: Logger): Promise<Resources> {
  const assets = await loadAssets(await siteMounts(folders, log));
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
