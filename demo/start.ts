import {
  ConfigError,
  createLogger,
  PortError,
  readConfig,
  Secrets,
  StoreError,
} from '@nalssi/collector';
import { buildWidget } from './build-widget.ts';
import { runProduct } from './product.ts';

const secrets = Secrets.fromEnvironment(process.env);

/** `npm start`: everything on one address. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  stopWithParent(stop);
  const log = createLogger(secrets, 'text');
  for (const variable of config.unknownVariables) {
    log.warn({ code: 'unknown-variable', variable }, 'This variable is not known and was ignored.');
  }
  await buildWidget(log);
  await runProduct(config, log, stop.signal);
}

/**
 * npm 11 hands a SIGTERM to the shell between us, which ends without telling us: whoever stops
 * `npm start` shall not leave the product running. Can go when npm runs scripts without that shell.
 */
function stopWithParent(stop: AbortController): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop.abort();
  }, 500).unref();
}

try {
  await main();
} catch (error) {
  const isExplained =
    error instanceof ConfigError || error instanceof PortError || error instanceof StoreError;
  const text = isExplained ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(secrets.scrub(`nalssi: ${text}\n`));
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
