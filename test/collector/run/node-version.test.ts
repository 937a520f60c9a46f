import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import manifest from '../../../collector/package.json' with { type: 'json' };

const collector = join(import.meta.dirname, '../../../collector');

/** `nalssi version` where Node says that it is another. */
function versionOn(node: string) {
  const versions = JSON.stringify({ ...process.versions, node });
  const script = `Object.defineProperty(process, 'versions', { value: ${versions} });`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(script)}`,
      join(collector, 'main.ts'),
      'version',
    ],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test.each(['18.20.8', '20.19.0', '22.18.0'])(
  'Node %s is told in one line which version is needed, and ends with 2',
  (node) => {
    const { status, stdout, stderr } = versionOn(node);

    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^nalssi: it needs Node 22\.19 or later, and this is Node \S+ \(.*\)\. Install .*\n$/,
    );
    expect(stderr).toContain(`this is Node ${node} `);
  },
);

test.each(['22.19.0', '24.0.0', '26.10.0'])('Node %s will do', (node) => {
  expect(versionOn(node)).toMatchObject({ status: 0, stderr: '' });
});

test('what is told of Node is what the package says', () => {
  expect(manifest.engines.node).toBe('>=22.19');
});

test('the warning that SQLite is experimental stays away, and no other', () => {
  const quiet = JSON.stringify(pathToFileURL(join(collector, 'run/quiet-sqlite.ts')));
  const { stderr } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `await import(${quiet});
       process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning');
       process.emitWarning('Something else', 'ExperimentalWarning');`,
    ],
    { encoding: 'utf8' },
  );

  expect(stderr).toContain('ExperimentalWarning: Something else');
  expect(stderr).not.toContain('SQLite');
});
