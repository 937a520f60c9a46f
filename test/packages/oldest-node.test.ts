import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { healthFile } from '@nalssi/schemas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatKst } from '../../collector/time/kst.ts';
import { StartedCommand } from '../collector/started-command.ts';
import { november2024, weatherOf } from '../upstream/recording.ts';
import { Upstream } from '../upstream/upstream.ts';
import { oldestNode } from './oldest-node/oldest-node.ts';
import { Project, packageNames } from './project.ts';
import { sharedTarballs } from './shared-tarballs.ts';

// What npm would publish, on the oldest Node that its `engines` name.

const project = new Project(sharedTarballs(), packageNames);
const main = join(project.folder('collector'), 'main.js');
const upstream = new Upstream(
  weatherOf(november2024, `${formatKst(Date.now()).slice(0, 13)}:00:00+09:00`),
);
let variables: Record<string, string> = {};

beforeAll(async () => {
  variables = {
    PORT: '0',
    NALSSI_KMA_MAP_URL: await upstream.listen(),
    NALSSI_TABLES: 'off',
    NALSSI_DATA_DIR: join(project.directory, 'data'),
  };
});

afterAll(async () => {
  await upstream.close();
  project[Symbol.dispose]();
});

/** A command of the packages, run to its end. */
async function run(...words: readonly string[]) {
  await using command = new StartedCommand(words, { node: oldestNode, script: main, variables });
  const { code } = await command.ended;
  return { code, output: command.output, errors: command.errors };
}

test('is the one that the packages ask for', () => {
  const { stdout } = spawnSync(oldestNode, ['--version'], { encoding: 'utf8' });
  expect(project.manifest('collector').engines).toEqual({
    node: `>=${/^v(\d+\.\d+)\.0\n$/.exec(stdout)?.[1]}`,
  });
});

describe('nalssi on the oldest Node', () => {
  test('knows its version', async () => {
    const { version } = project.manifest('collector');
    expect(await run('--version')).toEqual({ code: 0, output: `${version}\n`, errors: '' });
  });

  test('collects, and has no word to say of what Node finds experimental', async () => {
    const { code, output, errors } = await run('collect');
    expect(code, output).toBe(0);
    expect(errors).toBe('');
    const health = join(project.directory, 'data/feed/v1/health.json');
    expect(healthFile.parse(JSON.parse(readFileSync(health, 'utf8'))).summary.fresh).toBe(97);
  });

  test('serves what was collected, shows it in inspect, and stops in order', async () => {
    await using serving = new StartedCommand(['serve'], {
      node: oldestNode,
      script: main,
      variables,
    });
    const address = await serving.address();
    const answer = await fetch(`${address}/w/1/nalssi.js`);
    const inspected = await run('inspect', address);
    serving.child.kill('SIGTERM');

    expect(answer.status).toBe(200);
    expect(inspected).toMatchObject({ code: 0, errors: '' });
    expect((await serving.ended).code).toBe(143);
    expect(serving.errors).toBe('');
  });

  test('makes a backup, and a site', async () => {
    const backup = await run('backup', join(project.directory, 'backup'));
    const site = await run('export', join(project.directory, 'site'));

    expect([backup.code, backup.errors]).toEqual([0, '']);
    expect([site.code, site.errors]).toEqual([0, '']);
    expect(existsSync(join(project.directory, 'site/v1/ticker.json'))).toBe(true);
  });
});
