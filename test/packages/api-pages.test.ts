import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeApiPages } from '../../.ci/api-pages.ts';

const pages = mkdtempSync(join(tmpdir(), 'nalssi-'));

beforeAll(() => writeApiPages(pages));
afterAll(() => rmSync(pages, { recursive: true, force: true }));

test.each([
  'classes/widget.NalssiTicker.html',
  'classes/widget_board.NalssiBoard.html',
  'functions/widget_feed.subscribe.html',
  'types/schemas.HealthFile.html',
  'functions/collector.openCollector.html',
])('what a package exports has its page: %s', (page) => {
  expect(existsSync(join(pages, page))).toBe(true);
});

test('no script stands in a page, where the policy of the site runs none', () => {
  const files = globSync('**/*.html', { cwd: pages });
  const withScripts = files.filter((file) =>
    /<script(?![^>]* src=)/.test(readFileSync(join(pages, file), 'utf8')),
  );

  expect(files.length).toBeGreaterThan(100);
  expect(withScripts).toEqual([]);
});
