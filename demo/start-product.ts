import { createLogger, failureOf, readConfig, Secrets, untilInterrupted } from '@nalssi/collector';
import { runProduct } from './product.ts';

const secrets = Secrets.fromEnvironment(process.env);

/** `npm start`: everything on one address. Returns the exit code. */
async function main(interrupted: AbortSignal): Promise<number> {
  const config = readConfig(process.env);
  const log = createLogger(secrets, 'text');
  for (const variable of config.unknownVariables) {
    log.warn({ code: 'unknown-variable', variable }, 'This variable is not known and was ignored.');
  }
  await runProduct(config, log, AbortSignal.any([interrupted, parentEnds()]));
  log.info('Stopped.');
  return 0;
}

/**
 * npm 11 hands a SIGTERM to the shell between us, which ends without telling us: whoever stops
 * `npm start` shall not leave the product running. Can go when npm runs scripts without that shell.
 */
function parentEnds(): AbortSignal {
  const ended = new AbortController();
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) ended.abort();
  }, 500).unref();
  return ended.signal;
}

try {
  process.exitCode = await untilInterrupted(main);
} catch (error) {
  const { text, exitCode } = failureOf(error);
  process.stderr.write(secrets.scrub(text));
  process.exitCode = exitCode;
}
