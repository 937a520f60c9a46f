import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../collector/config/read-config.ts';
import { loadedBy } from '../../imports.ts';
import { findTool } from './tools.ts';

const root = join(import.meta.dirname, '../../..');

describe('the container file', () => {
  const instructions = readFileSync(join(root, 'collector/deploy/Containerfile'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', value = ''] = line.match(/^([A-Z]+)\s+(.+)$/) ?? [];
      return { name, value };
    });
  const last = (name: string) =>
    instructions.findLast((instruction) => instruction.name === name)?.value ?? '';

  test('has only instructions that there are', () => {
    const known =
      'ARG FROM WORKDIR COPY RUN ENV USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD';

    expect(
      instructions.map(({ name }) => name).filter((name) => !known.split(' ').includes(name)),
    ).toEqual([]);
    expect(instructions.find(({ name }) => name !== 'ARG')?.name).toBe('FROM');
  });

  test('copies what the repository has, and everything that has to be installed', () => {
    const copied = instructions
      .filter(({ name, value }) => name === 'COPY' && !value.startsWith('--from='))
      .flatMap(({ value }) => value.split(' ').slice(0, -1));
    const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    for (const workspace of workspaces) {
      expect(copied).toContain(`${workspace}/package.json`);
      expect(copied.some((path) => `${workspace}/`.startsWith(`${path}/`))).toBe(true);
    }
  });

  test('copies before it builds what the build reads', () => {
    const build = instructions.findIndex(({ value }) => value === 'npm run build');
    const copied = instructions
      .slice(0, build)
      .filter(({ name }) => name === 'COPY')
      .flatMap(({ value }) => value.split(' ').slice(0, -1));
    const configs = ['widget/vite.config.ts', 'demo/site/vite.config.ts'];
    const read = [...new Set(configs.flatMap((config) => [...loadedBy(config).keys()]))];
    const files = ['LICENSE', ...read.filter((path) => existsSync(join(root, path)))];

    expect(files).toContain('.ci/licence-notices.ts');
    expect(
      files.filter((file) => !copied.some((path) => file === path || file.startsWith(`${path}/`))),
    ).toEqual([]);
  });

  test('takes from its first stage only what that stage has', () => {
    const stages = instructions
      .filter(({ name }) => name === 'FROM')
      .flatMap(({ value }) => value.split(' AS ').slice(1));
    const taken = instructions
      .filter(({ name, value }) => name === 'COPY' && value.startsWith('--from='))
      .map(({ value }) => value.slice('--from='.length).split(' ')[0]);

    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter((stage) => stage === undefined || !stages.includes(stage))).toEqual([]);
  });

  test('stands on an image that whoever builds it names by its digest', () => {
    const images = instructions.filter(({ name }) => name === 'FROM');
    const [check] = instructions.filter(({ name }) => name === 'RUN');
    const checks = (image: string) =>
      spawnSync('sh', ['-c', check?.value ?? ''], { env: { NODE_IMAGE: image } }).status;

    expect(instructions[0]).toEqual({ name: 'ARG', value: 'NODE_IMAGE' });
    for (const { value } of images) expect(value).toMatch(/^\$\{NODE_IMAGE\}( AS \w+)?$/);
    expect(checks('docker.io/library/node:26-slim')).toBe(1);
    expect(checks(`docker.io/library/node:26-slim@sha256:${'0'.repeat(64)}`)).toBe(0);
  });

  test('installs what the lock file names, without scripts, and leaves no tools behind', () => {
    const fetches = instructions
      .filter(({ name, value }) => name === 'ADD' || /\b(npm|npx|curl|wget|apt-get)\b/.test(value))
      .map(({ value }) => value)
      .filter((value) => value !== 'npm run build');

    expect(fetches.length).toBeGreaterThan(0);
    for (const command of fetches) {
      expect(command).toMatch(/^npm ci /);
      expect(command).toContain('--ignore-scripts');
    }
    expect(fetches.at(-1)).toMatch(/--omit=dev --omit=optional/);
  });

  test('runs as a user, on a volume, until SIGTERM', () => {
    expect(last('USER')).toBe('node');
    expect(last('STOPSIGNAL')).toBe('SIGTERM');
    expect(last('ENV')).toContain(`NALSSI_DATA_DIR=${last('VOLUME')}`);
    expect(last('HEALTHCHECK')).toContain('/readyz');
    expect(JSON.parse(last('ENTRYPOINT'))).toEqual([
      'node',
      '--disable-sigusr1',
      'collector/main.ts',
    ]);
    expect(JSON.parse(last('CMD'))).toEqual(['serve']);
  });

  test('sets only variables that there are', () => {
    const environment = Object.fromEntries(
      last('ENV')
        .split(' ')
        .map((pair) => pair.split('=')),
    );

    expect(readConfig(environment).unknownVariables).toEqual([]);
  });

  test('checks its health with a script that Node understands', () => {
    const [program = '', ...args] = JSON.parse(last('HEALTHCHECK').replace(/^.*? CMD /, ''));
    // Nothing listens on port 1: the script must run, and say no.
    const run = () =>
      execFileSync(program, args, { env: { ...process.env, PORT: '1' }, stdio: 'pipe' });

    expect(run).toThrow(expect.objectContaining({ status: 1, stderr: Buffer.alloc(0) }));
  });
});

describe('the unit for systemd', () => {
  const unit = readFileSync(join(root, 'collector/deploy/nalssi.service'), 'utf8');

  test('restarts after a fault, not after a wrong setting, and waits ten seconds for the end', () => {
    for (const line of [
      'Restart=on-failure',
      'RestartPreventExitStatus=2 9',
      'SuccessExitStatus=143 130',
      'TimeoutStopSec=10',
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'StateDirectory=nalssi',
    ]) {
      expect(unit.split('\n')).toContain(line);
    }
  });

  test('keeps the inspector of Node shut from the start', () => {
    expect(unit).toMatch(/^ExecStart=\S+\/node --disable-sigusr1 \S+ serve$/m);
  });

  test('runs on the Node of the system, which its package manager has checked', () => {
    expect(unit).toMatch(
      /^ExecStart=\/usr\/bin\/node --disable-sigusr1 \/opt\/nalssi\/node_modules\/\.bin\/nalssi serve$/m,
    );
  });

  test('sets only variables that there are', () => {
    const environment = Object.fromEntries(
      [...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );

    expect(readConfig(environment).unknownVariables).toEqual([]);
  });

  const analyze = findTool('systemd-analyze');
  test.runIf(analyze !== undefined)('is valid and leaves little open, says systemd', () => {
    const directory = mkdtempSync(join(tmpdir(), 'nalssi-'));
    const file = join(directory, 'nalssi.service');
    // Where it will be installed is not there yet.
    writeFileSync(file, unit.replaceAll('/opt/nalssi', root));
    const run = (...args: string[]) =>
      execFileSync(analyze ?? '', args, { encoding: 'utf8', stdio: 'pipe' });

    expect(() => run('verify', '--man=no', file)).not.toThrow();
    expect(() => run('security', '--offline=true', '--threshold=20', file)).not.toThrow();
    rmSync(directory, { recursive: true });
  });
});
