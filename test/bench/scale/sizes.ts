import { copyFile, mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { FeedContent, FeedServer, type SourceId } from '@nalssi/collector';
import { type EncodedFile, encode } from '../../../collector/publish/encode.ts';
import { floatingMount, loadAssets } from '../../../collector/serve/assets.ts';
import { sourceIds } from '../../../collector/sources/source-id.ts';
import { testKeys, Workbench } from '../../collector/workbench.ts';
import { country } from '../../upstream/country.ts';

/** Bytes of a file on its way, with its head. */
export interface OnTheWire {
  readonly brotli: number;
  readonly gzip: number;
  /** Of the answer that what the asker has still holds. */
  readonly unchanged: number;
  /** Seconds for which shared caches keep it. */
  readonly maxAge: number;
}

export interface Sizes {
  readonly script: OnTheWire;
  readonly ticker: OnTheWire;
  /** The files of a region's board: values, stations, histories, warnings. */
  readonly board: Readonly<Record<'values' | 'stations' | 'history' | 'warnings', OnTheWire>>;
}

const script = join(import.meta.dirname, '../../../widget/dist/nalssi.js');

/** A region with many stations. */
const region = 'KR-44';

/**
 * Sizes of the built scripts, and of the feed that the real collector makes of all stations by all sources,
 * or of KMA's national list, as the real server answers.
 */
export async function measureSizes(stations: 'all' | 'national list'): Promise<Sizes> {
  const ids: readonly SourceId[] = stations === 'all' ? sourceIds : ['kma-map', 'kma-city'];
  await using bench = await Workbench.start(country('2024-11-24T07:38:00+09:00'), {
    sources: ids,
    keys: testKeys,
    startAt: '2024-11-24T07:38:30+09:00',
  });
  await bench.pullAll();
  const feed = {
    'ticker.json': await bench.ticker(),
    [`boards/${region}.json`]: bench.board(region),
    [`boards/${region}.stations.json`]: bench.boardStations(region),
    [`history/${region}.json`]: bench.history(region),
    'warnings.json': await bench.warningsInForce(),
  };
  const files = new Map<string, EncodedFile>();
  for (const [path, file] of Object.entries(feed)) {
    files.set(path, await encode(JSON.stringify(file), 'often'));
  }
  // Beside the feed, because all other scripts would be packed as well.
  const scripts = join(bench.directory, 'scripts');
  await mkdir(scripts);
  await copyFile(script, join(scripts, 'nalssi.js'));
  const assets = await loadAssets([floatingMount(scripts, '1')]);
  const content = new FeedContent();
  content.replace(files, bench.clock.now());
  const onError = (error: unknown) => {
    throw error;
  };
  const server = new FeedServer({ content, assets, onError });
  const port = await server.listen('127.0.0.1', 0);
  const ask = (path: string) => onTheWire(port, path);
  try {
    return {
      script: await ask('/w/1/nalssi.js'),
      ticker: await ask('/v1/ticker.json'),
      board: {
        values: await ask(`/v1/boards/${region}.json`),
        stations: await ask(`/v1/boards/${region}.stations.json`),
        history: await ask(`/v1/history/${region}.json`),
        warnings: await ask('/v1/warnings.json'),
      },
    };
  } finally {
    await server.close();
  }
}

async function onTheWire(port: number, path: string): Promise<OnTheWire> {
  const brotli = await answerTo(port, path, { 'Accept-Encoding': 'br' });
  const gzip = await answerTo(port, path, { 'Accept-Encoding': 'gzip' });
  const etag = /^etag: (.*)$/im.exec(brotli)?.[1] ?? '';
  const unchanged = await answerTo(port, path, {
    'Accept-Encoding': 'br',
    'If-None-Match': etag,
  });
  if (!unchanged.startsWith('HTTP/1.1 304')) throw new Error(`${path} is sent again unchanged.`);
  const maxAge = Number(/^cache-control:.*max-age=(\d+)/im.exec(brotli)?.[1]);
  return { brotli: brotli.length, gzip: gzip.length, unchanged: unchanged.length, maxAge };
}

/** All bytes of an answer, a character for each. */
async function answerTo(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const lines = Object.entries({ Host: 'localhost', Connection: 'close', ...headers });
  socket.end(
    `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  );
  return Buffer.concat(await socket.toArray()).toString('latin1');
}
