import { createLogger, readConfig, Secrets, systemClock } from '@nalssi/collector';
import { readWords } from '../../../collector/commands/command.ts';
import { exportSite } from '../../../collector/commands/export.ts';

/** `nalssi export` with these words, from the feed in `dataDirectory` and the built widget in `widgetDirectory`. */
export async function runExport(
  words: readonly string[],
  dataDirectory: string,
  widgetDirectory: string,
): Promise<{ code: number; output: string }> {
  let output = '';
  const code = await exportSite.run({
    ...readWords(exportSite, words, [exportSite]),
    signal: new AbortController().signal,
    clock: systemClock,
    print(text) {
      output += text;
    },
    config: () =>
      readConfig({ NALSSI_DATA_DIR: dataDirectory, NALSSI_WIDGET_DIR: widgetDirectory }),
    log: () => createLogger(new Secrets(), 'json', { write: () => undefined }),
  });
  return { code, output };
}
