import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SourceId } from '../../../collector/sources/source-id.ts';
import { freePort } from '../../servers/free-port.ts';

/** The command `nalssi` as it stands in the repository. */
export const repositoryCommand = join(import.meta.dirname, '../../../collector/main.ts');

/** `nalssi serve` as a process of its own. */
export interface Service {
  readonly child: ChildProcess;
  readonly address: string;
}

/** Starts `command` on a free port, with these sources and all of KMA at one address. */
export async function startService(
  sources: readonly SourceId[],
  directory: string,
  upstream: string,
  command = repositoryCommand,
): Promise<Service> {
  const port = await freePort();
  const urls = sources.map((id) => [
    `NALSSI_${id.toUpperCase().replaceAll('-', '_')}_URL`,
    upstream,
  ]);
  const child = spawn(process.execPath, [command, 'serve'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      NALSSI_DATA_DIR: directory,
      NALSSI_SOURCES: sources.join(','),
      NALSSI_KMA_APIHUB_KEY: 'BenchHubKey0123456789',
      NALSSI_DATA_GO_KR_KEY: 'BenchPortalKey0123456789',
      ...Object.fromEntries(urls),
    },
  });
  return { child, address: `http://127.0.0.1:${port}` };
}

/** All of KMA's upstreams in a process of their own, with weather that changes each minute. */
export async function startUpstream(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'upstream-process.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: String(line).trim() };
}

/** Resolves when every source has been asked once and the answers are out. */
export async function isUp({ address }: Service): Promise<void> {
  for (;;) {
    const response = await fetch(`${address}/v1/health.json`).catch(() => null);
    if (response?.ok === true) {
      const { sources } = (await response.json()) as { sources: { state: string }[] };
      if (sources.every(({ state }) => state !== 'starting')) return;
    }
    await wait(200);
  }
}

export async function endProcess(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
