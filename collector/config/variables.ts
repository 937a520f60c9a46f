import { z } from 'zod';
import { key } from './shapes/key.ts';
import { host, metricsPlace, port } from './shapes/listening.ts';
import { chromium, dataDirectory, widgetDirectory } from './shapes/paths.ts';
import { sourceList } from './shapes/source-list.ts';
import { store } from './shapes/store.ts';
import { proxy, publicUrl } from './shapes/web-addresses.ts';
import { logFormat, tables } from './shapes/words.ts';

/** Every variable that is not of one source, and the shape of each. */
export const variables = z.object({
  PORT: port,
  NALSSI_HOST: host,
  NALSSI_METRICS: metricsPlace,
  NALSSI_PUBLIC_URL: publicUrl,
  NALSSI_DATA_DIR: dataDirectory,
  NALSSI_SOURCES: sourceList,
  HTTPS_PROXY: proxy,
  https_proxy: proxy,
  HTTP_PROXY: proxy,
  http_proxy: proxy,
  NALSSI_KMA_APIHUB_KEY: key,
  NALSSI_DATA_GO_KR_KEY: key,
  NALSSI_LOG: logFormat,
  NALSSI_STORE: store,
  // With the variables of S3 it is one thing: publish/storage/storage-settings.ts reads it.
  NALSSI_PUBLISH: z.string().optional(),
  NALSSI_TABLES: tables,
  NALSSI_WIDGET_DIR: widgetDirectory,
  NALSSI_CHROMIUM: chromium,
});
