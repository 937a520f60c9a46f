import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { healthFile } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../collector/commands/commands.ts';
import { metricList, nodeMetrics } from '../../../collector/telemetry/metric-list.ts';
import { Metrics } from '../../../collector/telemetry/metrics.ts';
import { toolPath } from './tools.ts';

const ops = join(import.meta.dirname, '../../../collector/deploy');
const alerts = readFileSync(join(ops, 'alerts.yml'), 'utf8');
const cases = readFileSync(join(import.meta.dirname, 'alerts.test.yml'), 'utf8');

const series = new Map<string, readonly string[]>([
  ...nodeMetrics.map((name) => [name, []] as const),
  ...Object.entries(metricList).flatMap(([name, { kind, labels }]) => [
    [name, labels] as const,
    ...(kind === 'histogram' ? ['_bucket', '_sum', '_count'] : []).map(
      (suffix) => [`${name}${suffix}`, [...labels, 'le']] as const,
    ),
  ]),
]);

/** What an expression uses and `/metrics` does not have: series, or labels of them. */
function unknownIn(expression: string): string[] {
  const used = expression.matchAll(/\b(nalssi_\w+)(?:\{([^}]*)\})?/g);
  return [...used].flatMap(([, name = '', selector = '']) => {
    const labels = series.get(name);
    if (labels === undefined) return [name];
    const asked = [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(
      ([, label = '']) => label,
    );
    return asked.filter((label) => !labels.includes(label)).map((label) => `${name}{${label}}`);
  });
}

test('the list of metrics is what /metrics has', async () => {
  const { body } = await new Metrics().expose();
  const exposed = [...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
  const ofNode = /^nalssi_(process|nodejs)_/;

  expect(exposed.filter((name) => !ofNode.test(name)).toSorted()).toEqual(
    Object.keys(metricList).toSorted(),
  );
  expect(nodeMetrics.filter((name) => !exposed.includes(name))).toEqual([]);
});

describe('the alert rules', () => {
  const rules = alerts.split(/^ {6}- alert: /m).slice(1);
  const promtool = (...args: string[]) =>
    execFileSync(toolPath('promtool', 'prometheus'), args, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: 'pipe',
    });

  test('are valid', () => {
    expect(promtool('check', 'rules', join(ops, 'alerts.yml'))).toContain(
      `SUCCESS: ${rules.length} rules found`,
    );
  });

  test('fire when they should, and not in the neighbouring case', () => {
    expect(promtool('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
  });

  test('name commands, options and parts of health.json that there are', () => {
    const quoted = [...alerts.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
    const typed = quoted.flatMap((text) => (text.startsWith('nalssi ') ? [text.split(' ')] : []));
    const isThere = ([, name = '', ...words]: readonly string[]) => {
      const command = commands.find((one) => one.name === name);
      const options = words.filter((word) => word.startsWith('--'));
      return options.every((word) => word.slice(2) in (command?.options ?? {})) && command;
    };
    const parts = quoted.flatMap((text) => /^(\w+)(?:\[\]|\.\w+$)/.exec(text)?.[1] ?? []);

    expect(typed.length).toBeGreaterThan(10);
    expect(typed.filter((words) => !isThere(words))).toEqual([]);
    expect(parts.length).toBeGreaterThan(4);
    expect(parts.filter((name) => !(name in healthFile.shape))).toEqual([]);
  });

  test.each(rules.map((rule) => [rule.slice(0, rule.indexOf('\n')), rule] as const))(
    '%s is tested, uses known metrics, and says in two languages what to do',
    (name, rule) => {
      expect(cases).toContain(`- name: ${name} fires\n`);
      expect(rule).toMatch(/severity: (page|ticket|heartbeat)\n/);
      for (const annotation of ['summary', 'description', 'action']) {
        expect(rule).toMatch(new RegExp(`^ {10}${annotation}: ['"].+['"]$`, 'm'));
        expect(rule).toMatch(new RegExp(`^ {10}${annotation}_ko: .*[가-힣].*$`, 'm'));
      }
      expect(unknownIn(rule.match(/expr: ['"](.*)['"]\n/)?.[1] ?? 'nalssi_nothing')).toEqual([]);
    },
  );
});

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

test('the configuration of Prometheus that the book shows is one, with our rules', () => {
  const book = readFileSync(join(ops, 'README.md'), 'utf8');
  const [, shown = ''] = book.match(/^```yaml\n([\s\S]*?)^```$/m) ?? [];
  const directory = mkdtempSync(join(tmpdir(), 'nalssi-'));
  const file = join(directory, 'prometheus.yml');
  writeFileSync(file, shown.replace('nalssi/alerts.yml', join(ops, 'alerts.yml')));
  const check = () =>
    execFileSync(toolPath('promtool', 'prometheus'), ['check', 'config', file], {
      encoding: 'utf8',
      stdio: 'pipe',
    });

  expect(check()).toMatch(/SUCCESS: 1 rule files found/);
  rmSync(directory, { recursive: true });
});

describe('the dashboard', () => {
  const text = readFileSync(join(ops, 'dashboard.json'), 'utf8');
  const { panels, templating } = JSON.parse(text) as {
    panels: readonly Panel[];
    templating: { list: readonly { name: string }[] };
  };
  const charts = panels.filter(({ type }) => type !== 'row');

  test('has panels with ids of their own that do not overlap', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );

    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });

  test('uses no metric and no label that is not there', () => {
    const expressions = charts.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

    expect(expressions.length).toBeGreaterThanOrEqual(charts.length);
    expect(expressions.flatMap(unknownIn)).toEqual([]);
  });

  test('shows every metric that the feed has', () => {
    const hidden = Object.keys(metricList).filter((name) => !text.includes(name));

    expect(hidden).toEqual([]);
  });

  test('uses no variable that is not defined', () => {
    const defined = [...templating.list.map(({ name }) => name), '__all'];
    const used = [...text.matchAll(/\$\{?(\w+)\}?/g)].map(([, name = '']) => name);

    expect(used.filter((name) => !defined.includes(name))).toEqual([]);
  });

  test('has expressions that Prometheus can parse', () => {
    const rules = charts.flatMap(({ id, targets = [] }) =>
      targets.map(({ expr }, index) => ({
        record: `panel_${id}_${index}`,
        expr: expr.replaceAll('$source', '.*'),
      })),
    );
    const directory = mkdtempSync(join(tmpdir(), 'nalssi-'));
    const file = join(directory, 'rules.yml');
    // JSON is YAML.
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    const run = () =>
      execFileSync(toolPath('promtool', 'prometheus'), ['check', 'rules', file], { stdio: 'pipe' });

    expect(run).not.toThrow();
    rmSync(directory, { recursive: true });
  });
});
