import { fileURLToPath } from 'node:url';
import { FeedContent, FeedServer } from '@nalssi/collector';
import { type EncodedFiles, encodeAll } from '../../collector/publish/encode.ts';
import { Metrics } from '../../collector/telemetry/metrics.ts';
import { november2024 } from '../upstream/recording.ts';

// node test/bench/serve-contestant.ts: serves ticker.json until it is killed. Prints its base URL,
// as contestants/fastify-server.ts does.

/** A `ticker.json` of 97 stations, of the size that a real one has. */
export function benchedFiles(): Promise<EncodedFiles> {
  const observations = november2024.observations.map(
    ({ station, name, condition, temperature }) => ({
      station,
      name: { ko: name, en: `Station ${station}` },
      region: 'KR-44',
      condition,
      temperature,
      observedAt: november2024.observedAt,
      expiresAt: november2024.capturedAt,
      state: 'fresh',
    }),
  );
  const content = JSON.stringify({ version: '1.0', sequence: 1, observations });
  return encodeAll(new Map([['ticker.json', content]]));
}

async function startNalssi(): Promise<string> {
  const content = new FeedContent();
  content.replace(await benchedFiles(), Date.now());
  const server = new FeedServer({
    content,
    assets: new Map(),
    onAnswer: new Metrics().httpRequest,
    onError: () => process.exit(1),
  });
  return `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await startNalssi()}\n`);
}
