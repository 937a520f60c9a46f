import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { tickerFile } from '@nalssi/schemas';
import type { Package } from 'custom-elements-manifest';
import { afterAll, describe, expect, test } from 'vitest';
import { formatKst } from '../../collector/index.ts';
import { filesOf } from '../../collector/serve/assets.ts';
import { november2024, weatherOf } from '../upstream/recording.ts';
import { Upstream } from '../upstream/upstream.ts';
import { nodenext, Project, packageNames } from './project.ts';
import { sharedTarballs } from './shared-tarballs.ts';

// What npm would publish, in a project that has nothing of the repository.

const tarballs = sharedTarballs();
const project = new Project(tarballs, packageNames, ['@types/node']);
afterAll(() => project[Symbol.dispose]());

describe.each(packageNames)('the package %s', (name) => {
  const files = project.files(name);

  test('holds JavaScript and declarations, a licence and a README, no sources, tests or maps', () => {
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'index.js', 'index.d.ts']),
    );
    expect(files.filter((file) => /(?<!\.d)\.[mc]?ts$|test|\.map$|tsconfig/.test(file))).toEqual(
      [],
    );
  });

  test('names no map, no source and no folder of the machine that made it', () => {
    const repository = join(import.meta.dirname, '../..');
    for (const file of files.filter((path) => /\.(js|ts|json)$/.test(path))) {
      const text = project.read(name, file);
      expect(text, file).not.toContain('sourceMappingURL');
      expect(text, file).not.toContain(repository);
      expect(text, file).not.toMatch(/(from|import|import\() ?'\.[^']*\.ts'/);
    }
  });

  test('leads to files that are there, and needs the Node it says', () => {
    const { exports, bin = {}, engines, scripts } = project.manifest(name);
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? target : Object.values(target),
    );
    for (const path of [...targets, ...Object.values(bin)]) {
      expect(existsSync(join(project.folder(name), path.replace('*', ''))), path).toBe(true);
    }
    // Nobody needs Node for a script of a page.
    expect(engines).toEqual(name === 'widget' ? undefined : { node: '>=22.19' });
    expect(scripts).toBeUndefined();
  });
});

test('the package collector has the files that its pages on running it list, or says where they are', () => {
  const [table = ''] = project.read('collector', 'deploy/README.md').split('\n## ');
  const rows = table.match(/^\| `.*$/gm) ?? [];
  const files = rows.flatMap((row) => {
    const name = /^\| `([\w.-]+)` /.exec(row)?.[1];
    return name === undefined || row.includes('in the repository alone') ? [] : [name];
  });

  expect(files.length).toBeGreaterThan(3);
  expect(project.files('collector')).toEqual(
    expect.arrayContaining(files.map((name) => `deploy/${name}`)),
  );
  expect(project.files('collector')).toContain('telemetry/metric-list.js');
});

test('the unit, the configuration of nginx and the container name what an installation of the packages has', () => {
  const deploy = (file: string) => project.read('collector', `deploy/${file}`);
  const named = ['nalssi.service', 'nginx.conf'].flatMap((file) =>
    [...deploy(file).matchAll(/\/opt\/nalssi\/([^\s;]+)/g)].map(([, path]) => path ?? ''),
  );
  const container = deploy('Containerfile.installed');
  const copied = [...container.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, paths]) =>
    (paths ?? '').split(' '),
  );
  const started = /^ENTRYPOINT (.+)$/m.exec(container)?.[1] ?? '[]';
  const paths = [...named, ...copied, ...JSON.parse(started).slice(-1)];
  // What npm itself makes of a package: a lock file, and a link to what its manifest calls a command.
  const byNpm = ['package-lock.json', 'node_modules/.bin/nalssi'];

  expect(paths).toEqual(expect.arrayContaining(byNpm));
  expect(Object.keys(project.manifest('collector').bin ?? {})).toEqual(['nalssi']);
  const there = (path: string) => existsSync(join(project.directory, path));
  expect(paths.filter((path) => !byNpm.includes(path) && !there(path))).toEqual([]);
  expect(paths.length).toBeGreaterThan(5);
});

describe('the package widget', () => {
  test('brings Lit, and nothing of the collector, of the schemas or of zod', () => {
    expect(Object.keys(project.manifest('widget').dependencies ?? {})).toEqual([
      '@lit/reactive-element',
      'lit',
    ]);
    const foreign = project
      .files('widget')
      .filter((file) => /\.(js|ts)$/.test(file))
      .filter((file) =>
        /['"](zod|@nalssi\/(schemas|collector))\b/.test(project.read('widget', file)),
      );
    expect(foreign).toEqual([]);
  });

  test('touches no DOM when it is imported in Node, and registers nothing', () => {
    using alone = new Project(tarballs, ['widget']);
    const said = alone.run(`
      const { NalssiTicker } = await import('@nalssi/widget');
      const { NalssiBoard } = await import('@nalssi/widget/board');
      const registered = ['nalssi-ticker', 'nalssi-board'].map((name) => customElements.get(name));
      process.stdout.write([typeof NalssiTicker, typeof NalssiBoard, typeof document, ...registered].join());
    `);
    expect(said).toBe('function,function,undefined,,');
  });

  test('leads CDNs, bundlers and servers to the scripts they need', () => {
    const { exports, ...manifest } = project.manifest('widget');
    expect(manifest).toMatchObject({ unpkg: './dist/nalssi.js', jsdelivr: './dist/nalssi.js' });
    const resolved = project.run(`
      const names = ['dist/nalssi.global.js', 'dist/operators/operators.js', 'package.json', 'define', 'feed', 'board', 'board/define'];
      const paths = names.map((name) => import.meta.resolve('@nalssi/widget/' + name).split('/@nalssi/widget/')[1]);
      process.stdout.write(paths.join());
    `);
    expect(resolved).toBe(
      'dist/nalssi.global.js,dist/operators/operators.js,package.json,define.js,feed/index.js,board/index.js,board/register.js',
    );
    expect(exports['./feed']).toMatchObject({ default: './bundle/feed.js' });
    // webpack knows `import.meta.env` as Vite does, and bundles nothing for an address it works out.
    expect(project.read('widget', 'bundle/ticker.js')).toMatch(
      /\.PROD\?import\(\/\* webpackIgnore: true \*\/ ?new URL\("[^"]+",import\.meta\.url\)\.href\):import\("/,
    );
  });

  test('has the modules that its manifest speaks of', () => {
    const { modules }: Package = JSON.parse(project.read('widget', 'custom-elements.json'));
    for (const { path } of modules) expect(project.files('widget')).toContain(path);
  });

  test('has the scripts for pages, as they were built', () => {
    for (const script of ['nalssi.js', 'nalssi-more.js', 'nalssi.global.js', 'frame.html']) {
      const built = join(import.meta.dirname, '../../widget/dist', script);
      expect(project.read('widget', `dist/${script}`)).toBe(readFileSync(built, 'utf8'));
    }
  });

  test('has all that is served compressed beside it', async () => {
    const dist = join(project.folder('widget'), 'dist');
    const served = await filesOf(dist);
    expect(served.size).toBeGreaterThan(50);
    for (const [name, content] of served) {
      const form = (suffix: string) => readFileSync(join(dist, name + suffix));
      expect(brotliDecompressSync(form('.br')).equals(content), name).toBe(true);
      expect(zstdDecompressSync(form('.zst')).equals(content), name).toBe(true);
      expect(gunzipSync(form('.gz')).equals(content), name).toBe(true);
    }
  });
});

test('the package schemas reads a feed file, and knows the stations', () => {
  const said = project.run(`
    import { conditionOfKmaWord, findStation, tickerFile } from '@nalssi/schemas';
    const refused = tickerFile.safeParse({}).success === false;
    process.stdout.write([findStation('108').name.ko, conditionOfKmaWord('맑음'), refused].join());
  `);
  expect(said).toBe('서울,clear,true');
});

const program = `
  import { openCollector, readConfig } from '@nalssi/collector';
  import { type ConditionCode, type TickerFile, tickerFile } from '@nalssi/schemas';

  const file: TickerFile = tickerFile.parse(await (await fetch('/v1/ticker.json')).json());
  export const condition: ConditionCode | null | undefined = file.observations[0]?.condition;
  export const { dataDirectory } = readConfig(process.env);
  export { openCollector };
  // @ts-expect-error not what the feed says
  export const nice = condition === 'nice';
`;

test('programs know the types of the collector and the schemas', () => {
  expect(project.complaints('program.ts', program, { ...nodenext, types: ['node'] })).toBe('');
});

describe('the command nalssi of the package collector', () => {
  const command = join(
    project.folder('collector'),
    project.manifest('collector').bin?.['nalssi'] ?? '',
  );

  function run(words: readonly string[], variables: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [command, ...words], {
      cwd: project.directory,
      env: { PATH: process.env['PATH'], ...variables },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    return new Promise<{ code: number | null; output: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, output })),
    );
  }

  test('can be started by its first line', () => {
    expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test('explains itself, and knows its version', async () => {
    expect((await run(['help'])).output).toContain('nalssi collect');
    expect((await run(['version'])).output).toBe(`${project.manifest('collector').version}\n`);
  });

  test('collects, and publishes a feed', async () => {
    const upstream = new Upstream(
      weatherOf(november2024, `${formatKst(Date.now()).slice(0, 13)}:00:00+09:00`),
    );
    const { code, output } = await run(['collect'], {
      NALSSI_KMA_MAP_URL: await upstream.listen(),
      NALSSI_DATA_DIR: join(project.directory, 'data'),
    });
    await upstream.close();
    expect(code, output).toBe(0);
    const feed = join(project.directory, 'data/feed/v1/ticker.json');
    expect(tickerFile.parse(JSON.parse(readFileSync(feed, 'utf8'))).summary.stations).toBe(97);
  });

  test('serves the scripts of the widget by its version, and the page for operators', async () => {
    const child = spawn(process.execPath, [command, 'serve'], {
      cwd: project.directory,
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        NALSSI_KMA_MAP_URL: 'http://127.0.0.1:9',
        NALSSI_DATA_DIR: join(project.directory, 'served'),
      },
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    let output = '';
    const port = await new Promise<number>((resolve, reject) => {
      child.stdout.on('data', (chunk) => {
        output += chunk;
        const line = output.split('\n').find((text) => text.includes('"Serving."'));
        if (line !== undefined) resolve(JSON.parse(line).port);
      });
      void ended.then(() => reject(new Error(output)));
    });
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
    const { version } = project.manifest('widget');
    const paths = ['/w/1/nalssi.js', `/w/${version}/nalssi.js`, '/w/1/frame.html', '/ops/'];
    const statuses = await Promise.all(paths.map(status));
    child.kill('SIGTERM');
    await ended;

    expect(statuses).toEqual([200, 200, 200, 200]);
  });
});
