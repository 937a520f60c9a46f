import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../servers/free-port.ts';
import { toolPath } from '../deploy/tools.ts';

const rulesFile = join(import.meta.dirname, '../../../collector/deploy/alerts.yml');

/** Between two scrapes, and two evaluations of the rules. */
const interval = 400;

/** An hour of the rules takes nine seconds. */
const pace = 400;

/** Of a window at least: rates need several scrapes in it, on a busy machine too. */
const shortestWindow = 3_000;

/** A scrape that a busy machine lost is no state: no alert is as quick as that. */
const shortestWait = 2_000;

const units = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

function scaled(amount: string, unit: string, least: number): string {
  const length = Number(amount) * units[unit as keyof typeof units];
  return `${Math.max(Math.round(length / pace), least)}ms`;
}

/** Fires when a film has been broken for longer than any alert waits. */
export const sentinel = 'EveryAlertHadItsTime';

/** The alert rules, in which hours are seconds and it is noon in Korea. */
async function quickRules(): Promise<string> {
  const noon = Date.parse('2024-11-24T12:00:00+09:00') / 1_000;
  const rules = (await readFile(rulesFile, 'utf8'))
    .replace(/\[(\d+)([smh])\]/g, (_, amount, unit) => `[${scaled(amount, unit, shortestWindow)}]`)
    .replace(
      /offset (\d+)([smh])/g,
      (_, amount, unit) => `offset ${scaled(amount, unit, shortestWindow)}`,
    )
    .replace(
      /^( +for:) (\d+)([smh])$/gm,
      (_, name, amount, unit) => `${name} ${scaled(amount, unit, shortestWait)}`,
    )
    // Each film is a site of its own.
    .replaceAll('by (job)', 'by (job, instance)')
    .replaceAll('hour()', `hour(vector(${noon}))`);
  const waits = [...rules.matchAll(/^ +for: (\d+)ms$/gm)].map(([, length]) => Number(length));
  const longest = Math.max(...waits) + 5 * interval;
  return `${rules}      - alert: ${sentinel}\n        expr: nalssi_film_is_broken == 1\n        for: ${longest}ms\n`;
}

/** An alert that Prometheus holds, by the film that it is of. */
export interface Alert {
  readonly name: string;
  readonly film: string;
  readonly state: 'pending' | 'firing';
}

/** An alert that fired at some time. */
export type Fired = Omit<Alert, 'state'>;

/** A Prometheus that reads films and judges them by our rules. */
export class Prometheus implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #directory: string;
  readonly #base: string;
  #output = '';

  private constructor(child: ChildProcess, directory: string, port: number) {
    this.#child = child;
    this.#directory = directory;
    this.#base = `http://127.0.0.1:${port}`;
    child.stderr?.on('data', (chunk) => {
      this.#output += chunk;
    });
  }

  /** `films`: their ids, each at its own path of loopback's `port`. */
  static async watch(films: readonly string[], port: number): Promise<Prometheus> {
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-prometheus-'));
    await writeFile(join(directory, 'alerts.yml'), await quickRules());
    const targets = films.map((film) => ({
      targets: [`127.0.0.1:${port}`],
      labels: { __metrics_path__: `/${film}`, instance: film },
    }));
    const config = {
      global: {
        scrape_interval: `${interval}ms`,
        scrape_timeout: `${interval}ms`,
        evaluation_interval: `${interval}ms`,
      },
      rule_files: ['alerts.yml'],
      // JSON is YAML.
      scrape_configs: [{ job_name: 'nalssi', static_configs: targets }],
    };
    await writeFile(join(directory, 'prometheus.yml'), JSON.stringify(config));
    const own = await freePort();
    const child = spawn(
      toolPath('prometheus', 'prometheus'),
      [
        `--config.file=${join(directory, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(directory, 'data')}`,
        `--web.listen-address=127.0.0.1:${own}`,
        '--query.lookback-delta=3s',
        '--log.level=warn',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    return new Prometheus(child, directory, own);
  }

  /** What is pending and firing; `null` while it starts. Throws where it ended. */
  async alerts(): Promise<Alert[] | null> {
    const data = await this.#ask<{ alerts: Held[] }>('/api/v1/alerts');
    return (
      data?.alerts.map(({ labels, state }) => ({
        name: labels.alertname,
        film: labels.instance ?? '',
        state,
      })) ?? null
    );
  }

  /** Every alert that has fired at any time. */
  async fired(): Promise<Fired[]> {
    const query = 'count by (alertname, instance) (max_over_time(ALERTS{alertstate="firing"}[1h]))';
    const data = await this.#ask<{ result: { metric: Held['labels'] }[] }>(
      `/api/v1/query?query=${encodeURIComponent(query)}`,
    );
    return (data?.result ?? []).map(({ metric }) => ({
      name: metric.alertname,
      film: metric.instance ?? '',
    }));
  }

  async #ask<Data>(path: string): Promise<Data | null> {
    if (this.#child.exitCode !== null) throw new Error(`Prometheus ended: ${this.#output}`);
    const response = await fetch(this.#base + path).catch(() => null);
    if (response === null || !response.ok) return null;
    return ((await response.json()) as { data: Data }).data;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await ended;
    await rm(this.#directory, { recursive: true, force: true });
  }
}

interface Held {
  readonly labels: { readonly alertname: string; readonly instance?: string };
  readonly state: 'pending' | 'firing';
}
